"""The clause model in PyTorch: `tracker.encoder` and `tracker.extract.judge` as they are fitted, and the file they ship in."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as fn

KINDS, FIELDS, METRICS, PLACES, HIDDEN, OFFSET, HEAD = 9, 11, 18, 39, 128, 3.0, 32
LAST_MARK, MASK = 99, 103
LONGEST = 256
Case = dict[str, Any]


class Layer(nn.Module):
    """`h` wide, attention `a` wide, feed-forward `f` wide."""

    def __init__(self, h: int, a: int, f: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(h, 3 * a), nn.Linear(a, h)
        self.up, self.down = nn.Linear(h, f), nn.Linear(f, h)
        self.norm_1, self.norm_2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.gates: tuple[Tensor, Tensor] | None = None
        """Of every head and of every unit of the feed-forward part: by their gradients one sees which are needed."""

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, -1, HEAD).permute(2, 0, 3, 1, 4)
        attention = self.drop.p if self.training else 0.0
        mixed = fn.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=attention)
        if self.gates:
            mixed = mixed * self.gates[0][:, None, None]
        x = self.norm_1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, t, -1))))
        up = fn.gelu(self.up(x), approximate="tanh")
        if self.gates:
            up = up * self.gates[1]
        return self.norm_2(x + self.drop(self.down(up)))


class Pair(nn.Module):
    """As `tracker.encoder.heads.Pair`."""

    def __init__(self, h: int, out: int, bias: float) -> None:
        super().__init__()
        self.piece, self.mention, self.out = (
            nn.Linear(h, HIDDEN),
            nn.Linear(h, HIDDEN, bias=False),
            nn.Linear(HIDDEN, out),
        )
        self.near = nn.Embedding(PLACES, HIDDEN)
        self.near.weight.data *= 0.3
        self.out.bias.data -= bias

    def forward(self, pieces: Tensor, mentions: Tensor, near: Tensor) -> Tensor:
        return self.out(torch.relu(self.piece(pieces)[:, None] + self.mention(mentions)[None] + self.near(near)))


class Clauses(nn.Module):
    """`shapes`: width of the attention and of the feed-forward part of every layer."""

    def __init__(self, words: Tensor, places: Tensor, shapes: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        h = words.shape[1]
        self.words = nn.Embedding.from_pretrained(words.float().clone(), freeze=True)
        self.marks = nn.Embedding.from_pretrained(words[: LAST_MARK + 1].float().clone(), freeze=False)
        self.places = nn.Embedding.from_pretrained(places.float().clone(), freeze=False)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.layers = nn.ModuleList(Layer(h, a, f) for a, f in shapes)
        self.event, self.figure, self.ratio = Pair(h, KINDS, 4.5), Pair(h, 1, 2.0), Pair(h, 2, 1.0)
        self.field, self.metric, self.announces = (
            nn.Linear(h, 1 + FIELDS),
            nn.Linear(h, 1 + METRICS),
            nn.Linear(2 * h, 1),
        )
        self.rules = nn.ParameterDict({
            "event": torch.tensor([[0.3] * KINDS, [1.0] * KINDS, [0.3] * KINDS, [0.0] * KINDS]),
            "announces": torch.tensor([0.3, 0.5]),
        })  # fmt: skip
        self.drop = nn.Dropout(0.1)
        self.drop_more = nn.Dropout(0.2)

    def encode(self, batch: Sequence[Case], hidden: float) -> Tensor:
        longest = max(len(c["numbers"]) for c in batch)
        ids, mask = (
            torch.zeros(len(batch), longest, dtype=torch.long),
            torch.zeros(len(batch), longest, dtype=torch.bool),
        )
        for n, c in enumerate(batch):
            row = torch.tensor(c["numbers"])
            if hidden:
                row = torch.where((torch.rand(len(row)) < hidden) & (row > LAST_MARK + 3), torch.tensor(MASK), row)
            ids[n, : len(row)], mask[n, : len(row)] = row, True
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=self.training):
            marked = (ids <= LAST_MARK)[..., None]
            words = torch.where(marked, self.marks(ids.clamp(max=LAST_MARK)), self.words(ids))
            x = self.drop(self.norm(words + self.places(torch.arange(longest))))
            for layer in self.layers:
                x = layer(x, mask[:, None, None, :])
        return x.float()

    def forward(self, h: Tensor, c: Case, rules: bool) -> dict[str, Tensor]:
        """The scores of one case; `h` (T, H)."""
        h = self.drop_more(h)
        out = {"announces": self.announces(torch.cat([h[0], h[1:].max(0).values]))[0]}
        if rules:
            out["announces"] = out["announces"] + self.rules["announces"] @ torch.tensor(c["gate"])
        near, mentions = torch.tensor(c["near"]), h[list(c["mentions"])]
        if c["events"]:
            out["event"] = self._events(h, c, near, mentions, rules)
        if c["figures"]:
            out["figure"] = self._pooled(self.figure, h, c["figures"], c, near, mentions)[..., 0]
            out["field"] = self.field(h[c["figures"]])
        if c["ratios"]:
            out["ratio"] = self._pooled(self.ratio, h, c["ratios"], c, near, mentions)
            out["metric"] = self.metric(h[c["ratios"]])
        return out

    def _events(self, h: Tensor, c: Case, near: Tensor, mentions: Tensor, rules: bool) -> Tensor:
        """(N, KINDS): a row for every product and sentence that the rules take to be about it."""
        scores, of, owners = self.event(h, mentions, near), torch.tensor(c["sentences"]), torch.tensor(c["owners"])
        told = {s: torch.logsumexp(scores[of == s], 0) for s in {s for _, s, _ in c["events"]}}
        out = torch.stack([torch.logsumexp(told[s][owners == p], 0) - OFFSET for p, s, _ in c["events"]])
        return out + self.proposed(c) if rules else out

    def proposed(self, c: Case) -> Tensor:
        """(N, KINDS): what the proposals of the rules add."""
        return (torch.tensor([row for _, _, row in c["events"]]) * self.rules["event"]).sum(1)

    def _pooled(self, pair: Pair, h: Tensor, places: list[int], c: Case, near: Tensor, mentions: Tensor) -> Tensor:
        """(Q, P, n): places with products, summed over the mentions of each."""
        scores, owners = pair(h[places], mentions, near[places]), torch.tensor(c["owners"])
        none = torch.full_like(scores[:, 0], -30.0)
        parts = [owners == p for p in range(len(c["products"]))]
        return torch.stack([torch.logsumexp(scores[:, m], 1) if m.any() else none for m in parts], 1)


def batches(cases: list[Case], size: int, *, shuffle: bool) -> Iterator[list[Case]]:
    """Cases of like length together."""
    order = random.sample(cases, len(cases)) if shuffle else cases
    groups = []
    for n in range(0, len(order), size * 8):
        part = sorted(order[n : n + size * 8], key=lambda c: len(c["numbers"]))
        groups += [part[m : m + size] for m in range(0, len(part), size)]
    yield from random.sample(groups, len(groups)) if shuffle else groups


def read(paths: Sequence[Path], trust: float) -> list[Case]:
    """`trust`: how often the case is shown with what the rules say of it."""
    found: list[Case] = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    for c in found:
        c["trust"] = trust
        c["events"] = [row for row in c["events"] if row[0] in c["owners"]]
    return found


def _shipped(model: Clauses) -> Iterator[tuple[str, nn.Module]]:
    """Name in the file and part of the model."""
    yield "norm", model.norm
    for n, layer in enumerate(model.layers):
        for name in ("qkv", "out", "up", "down", "norm_1", "norm_2"):
            yield f"{n}.{name}", getattr(layer, name)
    for name in ("piece", "mention", "near", "out"):
        yield f"event.{name}", getattr(model.event, name)
    yield "announces", model.announces


def _plain(tensor: Tensor) -> np.ndarray:
    return tensor.detach().cpu().numpy()


def quantised(name: str, weight: Tensor) -> dict[str, np.ndarray]:
    """Bytes with a scale a row."""
    w = _plain(weight).astype(np.float32)
    scale = np.maximum(np.abs(w).max(axis=1), 1e-9) / 127
    return {name: np.round(w / scale[:, None]).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


def written(model: Clauses, vocabulary: bytes, out: Path) -> None:
    """As `tracker.encoder.network` reads it; what is only an exercise is left out."""
    t: dict[str, np.ndarray] = {
        "layers": np.array(len(model.layers)),
        "vocabulary": np.frombuffer(vocabulary, np.uint8),
    }
    t |= quantised("words", torch.cat([model.marks.weight, model.words.weight[LAST_MARK + 1 :]]))
    t |= quantised("places", model.places.weight[:LONGEST])
    for name, part in _shipped(model):
        if isinstance(part, nn.LayerNorm):
            t[f"{name}.scale"], t[f"{name}.shift"] = (_plain(w) for w in (part.weight, part.bias))
            continue
        t |= quantised(name, part.weight)
        if getattr(part, "bias", None) is not None:
            t[f"{name}.bias"] = _plain(part.bias)
    t |= {f"rules.{name}": _plain(value) for name, value in model.rules.items()}
    np.savez(out, **t)


def loaded(t: Mapping[str, np.ndarray]) -> Clauses:
    """The model of a file that `written` wrote."""

    def matrix(name: str) -> Tensor:
        return torch.tensor(t[name].astype(np.float32) * t[f"{name}.scale"][:, None])

    shapes = [(len(t[f"{n}.qkv"]) // 3, len(t[f"{n}.up"])) for n in range(int(t["layers"]))]
    model = Clauses(matrix("words"), matrix("places"), shapes)
    for name, part in _shipped(model):
        if isinstance(part, nn.LayerNorm):
            part.weight.data, part.bias.data = torch.tensor(t[f"{name}.scale"]), torch.tensor(t[f"{name}.shift"])
            continue
        part.weight.data = matrix(name)
        if f"{name}.bias" in t:
            part.bias.data = torch.tensor(t[f"{name}.bias"])
    for name in model.rules:
        model.rules[name].data = torch.tensor(t[f"rules.{name}"])
    return model
