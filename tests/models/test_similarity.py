"""The scale on which a model's cosines are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.models.embedder import load_embedder
from assistant.models.similarity import Scale, similarity_scales
from tests.models.tiny import tiny_model


def test_share_and_cosine_are_each_others_inverse() -> None:
    scale = Scale(unrelated=0.7, related=0.9)
    assert scale.share(0.7) == pytest.approx(0.0)
    assert scale.share(0.9) == pytest.approx(1.0)
    assert scale.share(0.65) == pytest.approx(-0.25)
    assert scale.cosine(scale.share(0.83)) == pytest.approx(0.83)


@pytest.mark.parametrize("is_tuned", [True, False])
def test_texts_the_scale_was_not_measured_with_fall_where_they_should(models_dir: Path, is_tuned: bool) -> None:
    """The same places on the scale for the model as published and as tuned, though their cosines differ by 0.08."""
    embedder = load_embedder(None, models_dir, is_tuned=is_tuned)
    scale = similarity_scales(embedder).answers
    (asked,) = embedder.embed_queries(["도금 공장에서 불량을 줄인 방법은?"])
    near, far = embedder.embed_passages(
        ["켐프는 도금 조건을 AI로 잡아 도금 불량을 줄였습니다.", "오늘 저녁에는 비가 그치고 하늘이 맑겠습니다."]
    )
    assert scale.share(float(asked @ near)) > 0.6
    assert scale.share(float(asked @ far)) < 0.4


def test_a_model_that_tells_nothing_apart_gives_a_finite_scale(tmp_path: Path) -> None:
    scale = similarity_scales(load_embedder(str(tiny_model(tmp_path)), tmp_path)).answers
    assert abs(scale.share(1.0)) < 1_000
