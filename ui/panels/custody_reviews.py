"""Reviews of detention, each with what the child said and what custody is doing to the child."""

from __future__ import annotations

from dataclasses import replace

from ui.panels.base import Panel


class CustodyReviews(Panel):
    """`custody/reviews` as a list."""

    def build(self) -> None:
        assert self.prompt is not None
        prompt = replace(self.named(self.prompt), kind="list", item=self.prompt.item or self.word("custody.review"))
        self._answer = self.answer_to(self.at("custody", "reviews"), prompt)
        self.box.addWidget(self._answer)
