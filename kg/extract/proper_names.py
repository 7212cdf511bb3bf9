"""How names of capitalised words are written in any of the languages in which bodies, prizes and certificates are named."""

from __future__ import annotations

LETTER = r"[^\W\d_a-zà-öø-ÿ]"
"""A capital letter of any alphabet."""
JOINTS = r"(?:of|for|and|the|&|de|da|do|dos|das|di|del|della|des|du|der|des|von|van|la|le|und|für|et|e|y)"
"""Small words inside a name: "Bureau of Mills", "Instituto de Ensaios e Medidas"."""
WORD = rf"{LETTER}[\w&.\-'’]*"
NAME = rf"{WORD}(?:\s+(?:{JOINTS}\s+){{0,3}}{WORD})*"
"""One capitalised word or more, with small words between them."""
