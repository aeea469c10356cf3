"""Style sheets made from the tokens. Widgets say what they are by the dynamic properties `look` and `tone`."""

from __future__ import annotations

from ui.theme import RADIUS, SIZES, TARGET, WEIGHTS, Theme

TONES = ("text", "text2", "text3", "accent", "must", "should", "consider", "ok", "train", "on_train", "on_fill")


def style_sheet(theme: Theme) -> str:
    """The whole window's sheet."""
    return "\n".join((_texts(theme), _surfaces(theme), _buttons(theme), _fields(theme), _scrolling(theme)))


def _texts(theme: Theme) -> str:
    rules = [
        f'QLabel[look="{name}"] {{ font-size: {theme.px(size)}px; font-weight: {WEIGHTS[name]}; }}'
        for name, size in SIZES.items()
    ]
    rules.append(f'QLabel[look="label_plain"] {{ font-size: {theme.px(SIZES["label"])}px; font-weight: 400; }}')
    rules += [
        f'QLabel[look="{name}_strong"] {{ font-size: {theme.px(SIZES[name])}px; font-weight: 600; }}'
        for name in ("body", "small", "note")
    ]
    rules += [f'QLabel[tone="{name}"] {{ color: {getattr(theme.colours, name)}; }}' for name in TONES]
    c = theme.colours
    rules.append("QLabel { background: transparent; }")
    rules.append(
        f'QLabel[look="chip"] {{ background: {c.sunken}; color: {c.text2}; font-size: {theme.px(SIZES["note"])}px;'
        f" font-weight: 600; border-radius: {RADIUS['chip']}px; padding: 3px 8px; }}"
    )
    rules.append(
        f'QLabel[look="marking"] {{ background: {c.surface}; color: {c.text}; border: 2px solid {c.text}; border-radius: 3px;'
        f" font-size: {theme.px(SIZES['note'])}px; font-weight: 700; padding: 2px 9px; }}"
    )
    rules.append(
        f"QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line2}; padding: 4px 6px;"
        f" font-size: {theme.px(SIZES['small'])}px; }}"
    )
    return "\n".join(rules)


def _surfaces(theme: Theme) -> str:
    c = theme.colours
    block = RADIUS["block"]
    banners = "\n".join(
        f'QFrame[look="banner"][tone="{tone}"] {{ background: {getattr(c, ground)}; border: none; border-radius: {block}px; }}'
        for tone, ground in (
            ("should", "should_soft"),
            ("accent", "accent_soft"),
            ("must", "must_soft"),
            ("quiet", "sunken"),
            ("ok", "ok_soft"),
        )
    )
    return f"""
QWidget[look="window"] {{ background: {c.bg}; }}
QFrame[look="block"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {block}px; }}
QFrame[look="sunken"] {{ background: {c.sunken}; border: none; border-radius: {block}px; }}
QFrame[look="bar"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[look="outline"] {{ background: {c.bg}; border: none; border-right: 1px solid {c.line}; }}
QFrame[look="side"] {{ background: {c.surface}; border: none; border-left: 1px solid {c.line}; }}
QFrame[look="foot"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.line}; }}
QFrame[look="popup"] {{ background: {c.surface}; border: 1px solid {c.line2}; border-radius: {RADIUS["control"]}px; }}
QFrame[look="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[look="upright"] {{ background: {c.line}; border: none; max-width: 1px; min-width: 1px; }}
QFrame[look="card"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line};
  border-left: 3px solid transparent; }}
QFrame[look="card"][current="true"] {{ border-left: 3px solid {c.accent}; }}
QFrame[look="group"] {{ background: {c.bg}; border: none; border-bottom: 1px solid {c.line}; }}
QFrame[look="group"][open="true"] {{ background: {c.surface}; }}
QFrame[look="weak"] {{ background: transparent; border: none; border-left: 2px solid {c.should}; }}
QFrame[look="strong"] {{ background: transparent; border: none; border-left: 2px solid {c.ok}; }}
QFrame[look="training"] {{ background: {c.train}; border: none; }}
{banners}
QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line2}; padding: 4px;
  font-size: {theme.px(SIZES["label"])}px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.text3}; }}
"""


def _buttons(theme: Theme) -> str:
    c = theme.colours
    high = theme.px(TARGET["button"]) - 2
    main = theme.px(TARGET["main"]) - 2
    least = theme.px(TARGET["least"])
    link = theme.px(TARGET["link"])
    size = theme.px(SIZES["label"])
    radius = RADIUS["control"]
    return f"""
QPushButton {{ outline: none; }}
QCheckBox:focus {{ outline: none; border: none; }}
QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line2}; border-radius: {radius}px;
  font-size: {size}px;
  font-weight: 600; padding: 0 {theme.px(14)}px; min-height: {high}px; }}
QPushButton:hover {{ border-color: {c.text2}; background: {c.sunken}; }}
QPushButton:pressed {{ background: {c.accent_soft}; }}
QPushButton:disabled, QPushButton[off="true"] {{ color: {c.text3}; background: {c.bg}; border-color: {c.line}; }}
QPushButton[picked="true"] {{ background: {c.accent_soft}; color: {c.accent}; border-color: {c.accent}; }}
QPushButton[look="main"] {{ background: {c.fill}; color: {c.on_fill}; border: 1px solid {c.fill}; }}
QPushButton[look="main"]:hover {{ background: {c.fill}; border-color: {c.text}; }}
QPushButton[look="main"]:disabled, QPushButton[look="main"][off="true"] {{ color: {c.text3}; background: {c.bg};
  border-color: {c.line}; }}
QPushButton[look="start"] {{ background: {c.fill}; color: {c.on_fill}; border: 1px solid {c.fill};
  min-height: {main}px; text-align: left; }}
QPushButton[look="start"]:hover {{ border-color: {c.text}; }}
QPushButton[look="link"], QPushButton[look="link_strong"] {{ background: transparent; color: {c.accent}; border: none;
  padding: 0 2px;
  font-size: {theme.px(SIZES["small"])}px; font-weight: 600; min-height: {link}px; min-width: {least}px; text-align: left; }}
QPushButton[look="link_strong"] {{ font-size: {size}px; }}
QPushButton[look="link"]:hover, QPushButton[look="link_strong"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:disabled {{ color: {c.text3}; }}
QPushButton[look="icon"] {{ background: transparent; border: none; padding: 0; min-width: {theme.px(32)}px;
  min-height: {theme.px(32)}px; }}
QPushButton[look="icon"]:hover {{ background: {c.sunken}; }}
QPushButton[look="segment"] {{ background: {c.surface}; color: {c.text2}; border: 1px solid {c.line2}; border-radius: 0;
  min-height: {theme.px(28)}px; font-size: {theme.px(SIZES["small"])}px; padding: 0 {theme.px(10)}px; }}
QPushButton[look="segment"][tight="true"] {{ padding: 0 {theme.px(7)}px; }}
QPushButton[look="segment"][side="first"] {{ border-top-left-radius: {radius}px; border-bottom-left-radius: {radius}px;
  border-right: none; }}
QPushButton[look="segment"][side="middle"] {{ border-right: none; }}
QPushButton[look="segment"][side="last"] {{ border-top-right-radius: {radius}px; border-bottom-right-radius: {radius}px; }}
QPushButton[look="segment"]:checked {{ background: {c.accent_soft}; color: {c.accent}; border: 1px solid {c.accent}; }}
QPushButton[look="list"] {{ background: {c.surface}; border: none; border-radius: 0; text-align: left; }}
"""


def _fields(theme: Theme) -> str:
    c = theme.colours
    radius = RADIUS["control"]
    high = theme.px(TARGET["field"]) - 2
    body = theme.px(SIZES["body"])
    return f"""
QLineEdit, QPlainTextEdit[look="field"], QComboBox {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line2};
  border-radius: {radius}px; font-size: {body}px; selection-background-color: {c.fill}; selection-color: {c.on_fill};
  placeholder-text-color: {c.text3}; }}
QLineEdit {{ padding: 0 {theme.px(11) - 2}px; min-height: {high}px; }}
QPlainTextEdit[look="field"] {{ padding: {theme.px(6) - 4}px {theme.px(11) - 5}px; }}
QLineEdit:focus, QPlainTextEdit[look="field"]:focus, QComboBox:focus {{ border: 2px solid {c.accent}; }}
QLineEdit:focus {{ padding: 0 {theme.px(11) - 3}px; min-height: {high - 2}px; }}
QPlainTextEdit[look="field"]:focus {{ padding: {theme.px(6) - 5}px {theme.px(11) - 6}px; }}
QLineEdit:read-only, QPlainTextEdit[look="field"][readOnly="true"] {{ background: {c.bg}; border-color: {c.line}; }}
QLineEdit[words="true"], QPlainTextEdit[words="true"] {{ font-size: {theme.px(SIZES["words"])}px; font-weight: 500; }}
QTableWidget[look="figures"] {{ background: {c.surface}; color: {c.text}; border: none;
  font-size: {theme.px(SIZES["label"])}px; }}
QTableWidget[look="figures"]::item {{ border: none; border-bottom: 1px solid {c.line}; padding: 0 {theme.px(4)}px; }}
QTableWidget[look="figures"]::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QTableWidget[look="figures"] QHeaderView {{ background: {c.surface}; border: none; }}
QTableWidget[look="figures"] QHeaderView::section {{ background: {c.surface}; color: {c.text2}; border: none;
  border-bottom: 1px solid {c.line2}; padding: 0 {theme.px(4)}px; font-size: {theme.px(SIZES["small"])}px; font-weight: 600; }}
QListView[look="choices"] {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line2}; border-radius: {radius}px;
  font-size: {body}px; outline: none; }}
QListView[look="choices"][inside="true"] {{ border: none; }}
QListView[look="choices"]::item {{ min-height: {theme.px(32)}px; padding: 2px 10px; }}
QListView[look="choices"]::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
"""


def _scrolling(theme: Theme) -> str:
    c = theme.colours
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[look="page"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {c.line2}; border-radius: 3px; min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {c.line2}; border-radius: 3px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
