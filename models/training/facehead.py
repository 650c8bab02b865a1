"""Whether the wide view shows a face at all: one more output on what its network sees, learnt when that is finished."""

import math
from typing import Any

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor, nn

from models.confirm import Confirmation
from models.training.augment import Beside, plain, varied
from models.training.backgrounds import Backgrounds, backgrounds
from models.training.confirming import Seen, confirmation, shares_sure
from models.training.detected import detector_scores, with_detected
from models.training.drawn import drawn_faces
from models.training.fit import batches
from models.training.litenet import LiteNet
from models.training.pictures import LABELS, Entry, Faces, join, load, read_entries
from models.training.stages import DRAWN_FACES, Sources, Stage, held_back_images, learnable, measured_entries
from models.views import WIDE

DRAWS = 5000
"""Varied pictures of each kind, faces and others, to learn from."""
_SHRINKING = 1e-3
_UNLABELLED = 3.0
"""Log-odds from which a background is taken for a face that nobody labelled, and dropped."""
_LEAST_PX = 24
_PHOTOGRAPHS = 2500


def fit_face_head(net: LiteNet, faces: Faces, grounds: Faces, seed: int) -> nn.Linear:
    """Logistic regression on the features of a trained net, whose other answers stay as they are."""
    rng = np.random.default_rng([seed, 7])
    yes, no = _features(net, _some(faces, rng)), _features(net, _some(grounds, rng))
    head = _regression(yes, no)
    with torch.no_grad():
        no = no[head(no)[:, 0] < _UNLABELLED]
    return _regression(yes, no)


def face_odds(net: LiteNet, faces: Faces) -> NDArray[np.float64]:
    """N log-odds of a face, in the detector's box where it found one, as the classifier looks at it."""
    crops = [plain(crop, WIDE, _wider(entry.detected)) for crop, entry in zip(faces.crops, faces.entries, strict=True)]
    with torch.no_grad():
        return net.face_odds(_features(net, crops)).numpy().astype(np.float64)


def _wider(box: Beside | None) -> Beside | None:
    return box and (*box[:2], box[2] + math.log(WIDE.wider))


def learn_faces(net: LiteNet, stage: Stage, sources: Sources) -> Confirmation:
    """Give the net its face output, and say how it counts beside the detector."""
    entries = [e for e in learnable(stage, read_entries(sources.data)) if e.size_px >= _LEAST_PX]
    faces = load(sources.data, with_detected(sources.data, _few(entries, sources.seed), sources.detected))
    if stage.drawn:
        faces = join([faces, drawn_faces(sources.out, DRAWN_FACES, sources.seed + 1)])
    grounds = _grounds({e.image for e in entries}, sources)
    net.face = fit_face_head(net, faces, load(sources.data, grounds.entries), sources.seed)
    return confirmation(_seen(net, _grounds(held_back_images(stage, sources), sources), sources))


def sureness(net: LiteNet, confirmation: Confirmation, stage: Stage, sources: Sources) -> dict[str, Any]:
    """Share of sure faces by label, and of backgrounds of their pictures: by the detector alone, and together."""
    entries = with_detected(sources.data, measured_entries(stage, sources), sources.detected)
    scores = detector_scores(sources.data, entries)
    seen = Seen(scores, face_odds(net, load(sources.data, entries)))
    grounds = _seen(net, _grounds({e.image for e in entries}, sources), sources)
    labels = np.array([e.label for e in entries])
    table = {label: shares_sure(seen, labels == label, confirmation) for label in LABELS}
    return {**table, "backgrounds": shares_sure(grounds, np.ones(len(grounds.scores), bool), confirmation)}


def _seen(net: LiteNet, grounds: Backgrounds, sources: Sources) -> Seen:
    return Seen(grounds.scores, face_odds(net, load(sources.data, grounds.entries)))


def _grounds(images: set[str], sources: Sources) -> Backgrounds:
    return backgrounds(sources.data, sources.out / "backgrounds.json", sources.seed).of(images)


def _few(entries: list[Entry], seed: int) -> list[Entry]:
    chosen = np.random.default_rng(seed).permutation(len(entries))[:_PHOTOGRAPHS]
    return [entries[i] for i in sorted(chosen)]


def _some(faces: Faces, rng: Generator) -> list[NDArray[np.uint8]]:
    drawn = rng.integers(0, len(faces.entries), DRAWS)
    return [varied(faces.crops[i], WIDE, rng, faces.entries[i].detected) for i in drawn]


@torch.no_grad()
def _features(net: LiteNet, crops: list[NDArray[np.uint8]]) -> Tensor:
    return torch.cat([net.features(batch) for batch in batches(net, crops)])


def _regression(yes: Tensor, no: Tensor) -> nn.Linear:
    """Both kinds count the same."""
    torch.manual_seed(0)
    head = nn.Linear(yes.shape[1], 1)
    steps = torch.optim.LBFGS(head.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def surprise() -> Tensor:
        steps.zero_grad()
        loss = nn.functional.softplus(-head(yes)).mean() + nn.functional.softplus(head(no)).mean()
        loss = loss / 2 + _SHRINKING * (head.weight**2).sum()
        loss.backward()
        return loss

    steps.step(surprise)
    return head.requires_grad_(False)
