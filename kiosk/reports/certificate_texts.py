"""The certificate's sentences, in each language under the same names; a test holds them against one another."""

from kiosk.reports.certificate_en import TEXT as ENGLISH
from kiosk.reports.certificate_id import TEXT as INDONESIAN
from kiosk.reports.language import Language

TEXTS = {Language.ENGLISH: ENGLISH, Language.INDONESIAN: INDONESIAN}
