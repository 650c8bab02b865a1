"""The training loop of one view: seeded, resumable, with an averaged copy of the weights."""

import copy
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from models.training.augment import plain, surrounded, varied
from models.training.litenet import LiteNet
from models.training.net import MaskNet
from models.training.pictures import CROP_SIDE, UNKNOWN, DataError, Faces
from models.training.pretrained import lite0
from models.training.shares import DRAWN
from models.views import NEAR, WIDE, View, as_input

_BATCH = 64
_LOOKED_AT = 32
_AVERAGED = 0.998
_AUXILIARY = 0.3
_SMOOTHING = 0.04
_ELSEWHERE = 0.6
_GENTLE = 0.5
"""Rate of a training that goes on from another, as a share of the first one's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how hard and from where to draw."""

    epochs: int
    draws: int
    """Faces an epoch."""
    shares: NDArray[np.float64]
    """Probability of each face to be drawn; sums to 1."""
    seed: int
    recipe: str = ""
    """What is learnt, from what: a checkpoint tells the one it belongs to."""
    after: Path | None = None
    """A folder whose finished networks are trained on, more gently, instead of starting anew."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A network, and how it is trained."""

    make: Callable[[], MaskNet | LiteNet]
    rate: float
    epochs: float
    """Of the plan's epochs: a network that knows pictures needs fewer, and each takes longer."""
    halved: bool
    """In bfloat16, where the processor computes in it; where it does not, that takes thirty times as long."""


KINDS = {WIDE: Kind(LiteNet, 8e-4, 0.5, halved=False), NEAR: Kind(MaskNet, 2.5e-3, 1.0, halved=True)}
"""Two networks of different origin: what one takes for a badly worn mask the other rarely does."""


def checkpoint_of(folder: Path, view: View) -> Path:
    """Where a view's training keeps what it has reached."""
    return folder / f"{view.name}.checkpoint.pt"


def epochs(view: View, planned: int) -> int:
    """Of this view's network, in a plan of so many."""
    return max(1, round(planned * KINDS[view].epochs))


def reached(checkpoint: Path, recipe: str) -> int:
    """Epochs done. Raises DataError for a file of another training, or of none."""
    return int(_saved(checkpoint, recipe)["epoch"]) if checkpoint.is_file() else 0


def _saved(checkpoint: Path, recipe: str) -> dict[str, Any]:
    otherwise = f"give --out another folder, or delete {checkpoint}"
    try:
        saved = torch.load(checkpoint, weights_only=True)
    except (RuntimeError, OSError, EOFError, UnpicklingError) as error:
        raise DataError(f"{checkpoint} is no whole checkpoint: {otherwise}") from error
    if not isinstance(saved, dict) or saved.get("recipe") != recipe:
        raise DataError(f"{checkpoint} was learnt from other data, with other options or code: {otherwise}")
    return saved


Batch = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]


def fit(view: View, faces: Faces, plan: Plan, out: Path) -> MaskNet | LiteNet:
    """Train a net that knows pictures, not faces, or go on in `out` where an earlier run of the plan stopped."""
    torch.manual_seed(plan.seed)
    kind, last = KINDS[view], epochs(view, plan.epochs)
    rate = kind.rate * (_GENTLE if plan.after is not None else 1)
    net = kind.make()
    if plan.after is not None:
        net.load_state_dict(torch.load(checkpoint_of(plan.after, view), weights_only=True)["averaged"])
    elif isinstance(net, LiteNet):
        net.start_from(lite0())
    net.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]  torch's overloads leave it out
    averaged = copy.deepcopy(net).eval()
    learning = [parameter for parameter in net.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, rate, weight_decay=0.03)
    steps = last * (plan.draws // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=0.1)
    checkpoint = checkpoint_of(out, view)
    state = _State(net, averaged, optimizer, schedule)
    first = state.restore(checkpoint, plan.recipe)
    for epoch in range(first, last):
        loss = _epoch(state, view, faces, plan, epoch)
        state.save(checkpoint, epoch + 1, plan.recipe)
        tqdm.write(f"{view.name} epoch {epoch + 1}/{last}: loss {loss:.4f}")
    return averaged


def computes_bfloat16() -> bool:
    """Whether this processor has instructions for it."""
    has = torch.cpu.get_capabilities()
    return bool(has.get("avx512_bf16") or has.get("amx_bf16"))


@dataclass(frozen=True, slots=True)
class _State:
    net: MaskNet | LiteNet
    averaged: MaskNet | LiteNet
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler

    def save(self, path: Path, epoch: int, recipe: str) -> None:
        parts = {name: getattr(self, name).state_dict() for name in ("net", "averaged", "optimizer", "schedule")}
        partial = path.with_suffix(".part")
        torch.save({"epoch": epoch, "recipe": recipe, **parts}, partial)
        partial.replace(path)

    def restore(self, path: Path, recipe: str) -> int:
        """Epochs already done. Raises as `reached`."""
        if not path.is_file():
            return 0
        saved = _saved(path, recipe)
        for name in ("net", "averaged", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(saved[name])
        return int(saved["epoch"])


def _epoch(state: _State, view: View, faces: Faces, plan: Plan, epoch: int) -> float:
    torch.manual_seed(int(np.random.default_rng([plan.seed, epoch, *view.name.encode()]).integers(2**62)))  # dropout
    state.net.train()
    total, count = 0.0, plan.draws // _BATCH
    batches = _ahead(_batches(view, faces, plan, epoch))
    for inputs, labels, visible in tqdm(
        batches, f"{view.name} {epoch + 1}/{epochs(view, plan.epochs)}", count, leave=False
    ):
        x = torch.from_numpy(inputs).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=KINDS[view].halved and computes_bfloat16()):
            status, seen = state.net.both(x)
        loss = _loss(status.float(), seen.float(), torch.from_numpy(labels), torch.from_numpy(visible))
        state.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(state.net.parameters(), 2.0)
        state.optimizer.step()
        state.schedule.step()
        _average(state.averaged, state.net, min(_AVERAGED, 1 - 1 / (epoch * count + 10)))
        total += float(loss.detach())
    return total / count


def _loss(status: Tensor, seen: Tensor, labels: Tensor, visible: Tensor) -> Tensor:
    main = nn.functional.cross_entropy(status, labels, label_smoothing=_SMOOTHING)
    known = visible != UNKNOWN
    side = nn.functional.binary_cross_entropy_with_logits(seen[known], visible[known]) if known.any() else 0.0
    return main + _AUXILIARY * side


@torch.no_grad()
def _average(averaged: nn.Module, net: nn.Module, keep: float) -> None:
    for mine, theirs in zip(averaged.state_dict().values(), net.state_dict().values(), strict=True):
        if mine.dtype.is_floating_point:
            mine.lerp_(theirs, 1 - keep)
        else:
            mine.copy_(theirs)


def _batches(view: View, faces: Faces, plan: Plan, epoch: int) -> Iterator[Batch]:
    """Everything random follows from seed, view and epoch, so that a resumed run is the same run."""
    rng = np.random.default_rng([plan.seed, epoch, *view.name.encode()])
    drawn = rng.choice(len(faces.entries), plan.draws // _BATCH * _BATCH, p=plan.shares)
    labels, visible = faces.labels, faces.visible
    whole = np.flatnonzero([_covers(e.inside) and e.label == "none" and e.group != DRAWN for e in faces.entries])
    for chosen in drawn.reshape(-1, _BATCH):
        inputs = as_input(
            [varied(_somewhere(faces, i, whole, rng), view, rng, faces.entries[i].detected) for i in chosen]
        )
        yield inputs, labels[chosen], visible[chosen]


def _somewhere(faces: Faces, index: int, whole: NDArray[np.intp], rng: Generator) -> NDArray[np.uint8]:
    """The crop; one that reaches beyond its picture's edge often with the surroundings of one that does not."""
    crop, inside = faces.crops[index], faces.entries[index].inside
    if len(whole) == 0 or _covers(inside) or rng.random() > _ELSEWHERE:
        return crop
    return surrounded(crop, inside, faces.crops[whole[rng.integers(len(whole))]])


def _covers(inside: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = inside
    return (right - left) * (bottom - top) > 0.9 * CROP_SIDE**2


def _ahead(batches: Iterator[Batch], depth: int = 4) -> Iterator[Batch]:
    """Prepare the next batches in a thread while the network works."""
    ready: queue.Queue[Batch | Exception | None] = queue.Queue(depth)

    def prepare() -> None:
        try:
            for batch in batches:
                ready.put(batch)
            ready.put(None)
        except Exception as error:  # noqa: BLE001  handed to the consumer, which raises it
            ready.put(error)

    threading.Thread(target=prepare, name="augment", daemon=True).start()
    while (batch := ready.get()) is not None:
        if isinstance(batch, Exception):
            raise batch
        yield batch


def batches(net: nn.Module, crops: list[NDArray[np.uint8]]) -> Iterator[Tensor]:
    """Crops as the finished network takes them; so few and in this order of memory take a third of the time."""
    net.eval().to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]  torch's overloads leave it out
    for first in range(0, len(crops), _LOOKED_AT):
        batch = torch.from_numpy(as_input(crops[first : first + _LOOKED_AT]))
        yield batch.contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def logits(net: MaskNet | LiteNet, view: View, faces: Faces, *, detected: bool = False) -> NDArray[np.float32]:
    """N x 5, of unchanged crops from labelled boxes or from the detector's where it found one, in single precision."""
    crops = [
        plain(crop, view, entry.detected if detected else None)
        for crop, entry in zip(faces.crops, faces.entries, strict=True)
    ]
    parts = [net(batch).numpy() for batch in batches(net, crops)]
    return np.concatenate(parts) if parts else np.zeros((0, 5), np.float32)
