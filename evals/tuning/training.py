"""Contrastive training of a LoRA adapter for the embedded encoder, on a CPU in minutes."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file

from assistant.models.adapter import CARD_FILE, MATRICES_FILE
from assistant.models.embedded_model import PROMPTS
from evals.tuning.pairs import Pair

_LAYER_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "intermediate.dense": "fi",
    "output.dense": "fo",
}
_AT_ONCE = 8
"""Texts of similar length that go through the encoder together."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What the training depends on.

    `scale` multiplies cosines before the softmax; `batch` pairs see each other's passages as negatives, and one hard
    negative each. `warm_up` is the share of the steps in which the rate rises; it then falls to zero in a line.
    """

    rank: int = 16
    alpha: int = 32
    rate: float = 1e-4
    batch: int = 16
    epochs: int = 1
    scale: float = 100.0
    warm_up: float = 0.1
    longest: int = 144
    seed: int = 20_261_122


def train(
    folder: Path, pairs: Sequence[Pair], recipe: Recipe, out: Path, note: dict[str, Any], tell: Callable[..., None]
) -> None:
    """Train on the torch variant of the model in `folder` and write the adapter to `out`.

    InfoNCE over in-batch negatives and one hard negative each (van den Oord et al., 2018). Takes some 8 GB of memory.
    """
    from peft import LoraConfig, get_peft_model  # an extra: only training needs it
    from sentence_transformers import SentenceTransformer

    torch.manual_seed(recipe.seed)
    order = random.Random(recipe.seed)
    model: Any = SentenceTransformer(str(folder), device="cpu")
    config = LoraConfig(r=recipe.rank, lora_alpha=recipe.alpha, target_modules=list(_LAYER_PARTS))
    encoder: Any = get_peft_model(model[0].auto_model, config).train()
    weights = [weight for weight in encoder.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=recipe.rate, weight_decay=0.01)
    steps = recipe.epochs * (len(pairs) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share_of_rate(step, steps, recipe.warm_up))
    started, done, losses = time.monotonic(), 0, []
    for _ in range(recipe.epochs):
        shuffled = order.sample(list(pairs), len(pairs))
        for start in range(0, len(shuffled) - recipe.batch + 1, recipe.batch):
            losses.append(_step(encoder, model.tokenizer, shuffled[start : start + recipe.batch], recipe, optimiser))
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            tell("보정 학습", done, steps)
    card = (
        asdict(recipe)
        | note
        | {"pairs": len(pairs), "steps": steps, "minutes": round((time.monotonic() - started) / 60, 1)}
    )
    card |= {"first_losses": round(float(np.mean(losses[:5])), 4), "last_losses": round(float(np.mean(losses[-5:])), 4)}
    _write(encoder, out, card)


def _share_of_rate(step: int, steps: int, warm_up: float) -> float:
    rising = (step + 1) / max(1.0, warm_up * steps)
    falling = (steps - step) / max(1.0, steps * (1 - warm_up))
    return max(0.0, min(1.0, rising, falling))


def _step(encoder: Any, tokenizer: Any, batch: Sequence[Pair], recipe: Recipe, optimiser: Any) -> float:
    """One batch forth and back. Returns the loss."""
    texts = [PROMPTS["query"] + pair.question for pair in batch]
    texts += [PROMPTS["document"] + pair.passage for pair in batch]
    texts += [PROMPTS["document"] + pair.other for pair in batch]
    by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    parts = [by_length[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]  # little padding
    embedded = torch.cat([_embed(encoder, tokenizer, [texts[i] for i in part], recipe.longest) for part in parts])
    places = torch.empty(len(texts), dtype=torch.long)
    places[by_length] = torch.arange(len(texts))
    loss = _loss(embedded[places], batch, recipe.scale)
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    return float(loss.item())


def _loss(embeddings: torch.Tensor, batch: Sequence[Pair], scale: float) -> torch.Tensor:
    count = len(batch)
    scores = embeddings[:count] @ embeddings[count:].T * scale
    passages = [pair.passage for pair in batch] + [pair.other for pair in batch]
    same = [[j != i and passages[j] == batch[i].passage for j in range(2 * count)] for i in range(count)]
    scores = scores.masked_fill(torch.tensor(same), -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(count))


def _embed(encoder: Any, tokenizer: Any, texts: list[str], longest: int) -> torch.Tensor:
    tokens = tokenizer(texts, padding=True, truncation=True, max_length=longest, return_tensors="pt")
    hidden = encoder(input_ids=tokens["input_ids"], attention_mask=tokens["attention_mask"]).last_hidden_state
    mask = tokens["attention_mask"].unsqueeze(-1).float()
    return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)


def _write(encoder: Any, out: Path, card: dict[str, Any]) -> None:
    """The adapter under the names of the weight file, in float16."""
    tensors: dict[str, NDArray[np.float16]] = {}
    for path, weight in encoder.state_dict().items():
        if ".lora_" not in path:
            continue
        layer = path.partition("encoder.layer.")[2].partition(".")[0]
        part = next(name for place, name in _LAYER_PARTS.items() if f".{layer}.{place}.lora_" in path)
        letter = "A" if ".lora_A." in path else "B"
        tensors[f"l{layer}.{part}.{letter}"] = weight.detach().numpy().astype(np.float16)
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / MATRICES_FILE)
    (out / CARD_FILE).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", "utf-8")
