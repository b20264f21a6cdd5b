"""Who may see which document: roles, people and audiences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_COMPANY_ID = re.compile(r"[\w.-]{1,64}")


class Role(StrEnum):
    """What a person is here for."""

    VISITOR = "visitor"
    SME = "sme"
    CONSULTANT = "consultant"
    STAFF = "staff"
    ADMIN = "admin"


class AudienceGroup(StrEnum):
    """The circles a document can be meant for."""

    PUBLIC = "public"
    CONSULTANTS = "consultants"
    STAFF = "staff"
    COMPANY = "company"
    DRAFT = "draft"
    """Drafts that are tried before they are published; found by who tries them and by nobody else."""


@dataclass(frozen=True, order=True)
class Audience:
    """Who a document is meant for; written `public`, `consultants`, `staff`, `company:ID` or, for drafts, `draft`."""

    group: AudienceGroup
    company: str | None = None

    @classmethod
    def parse(cls, text: str) -> Audience:
        """Read the written form. Raises ValueError that names the text and what is allowed."""
        group, _, company = text.strip().partition(":")
        if group == AudienceGroup.COMPANY and _COMPANY_ID.fullmatch(company):
            return cls(AudienceGroup.COMPANY, company)
        if not company and group in set(AudienceGroup) - {AudienceGroup.COMPANY}:
            return cls(AudienceGroup(group))
        raise ValueError(f"audience is {text!r}; allowed: public, consultants, staff, company:ID")

    def __str__(self) -> str:
        return f"company:{self.company}" if self.company else str(self.group)


PUBLIC = Audience(AudienceGroup.PUBLIC)
DRAFTS = Audience(AudienceGroup.DRAFT)
_EVERYONE_ELSES = frozenset(AudienceGroup) - {AudienceGroup.DRAFT}

# Company papers are seen by that company, by staff who file them and by admins; a consultant needs them released first.
_GROUPS_BY_ROLE: dict[Role, frozenset[AudienceGroup]] = {
    Role.VISITOR: frozenset({AudienceGroup.PUBLIC}),
    Role.SME: frozenset({AudienceGroup.PUBLIC}),
    Role.CONSULTANT: frozenset({AudienceGroup.PUBLIC, AudienceGroup.CONSULTANTS}),
    Role.STAFF: _EVERYONE_ELSES,
    Role.ADMIN: _EVERYONE_ELSES,
}


@dataclass(frozen=True)
class Trial:
    """A draft that is tried, by its document id, and the document it would be the new edition of."""

    draft: str
    replaces: str | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who asks; written `visitor`, `sme`, `sme:COMPANY`, `consultant`, `staff` or `admin`.

    With a `trial` they find things as they would be once its draft were published.
    """

    role: Role
    company: str | None = None
    trial: Trial | None = None

    @classmethod
    def parse(cls, text: str) -> Person:
        """Read the written form. Raises ValueError that names the text and what is allowed."""
        role, colon, company = text.strip().partition(":")
        if role in tuple(Role) and not colon:
            return cls(Role(role))
        if role == Role.SME and _COMPANY_ID.fullmatch(company):
            return cls(Role.SME, company)
        raise ValueError(f"role is {text!r}; allowed: visitor, sme, sme:COMPANY, consultant, staff, admin")

    def may_see(self, audience: Audience) -> bool:
        """Whether documents for this audience may be found, quoted and opened by this person."""
        if audience.group is AudienceGroup.COMPANY and self.role is Role.SME:
            return self.company is not None and audience.company == self.company
        if audience.group is AudienceGroup.DRAFT:
            return self.trial is not None
        return audience.group in _GROUPS_BY_ROLE[self.role]

    def finds(self, document_id: str, audience: Audience) -> bool:
        """Whether this document may be found by this person: in a trial the draft stands for what it replaces."""
        if self.trial is not None and audience.group is AudienceGroup.DRAFT:
            return document_id == self.trial.draft
        is_replaced = self.trial is not None and document_id == self.trial.replaces
        return self.may_see(audience) and not is_replaced

    @property
    def is_staff(self) -> bool:
        """Whether the person may change the corpus."""
        return self.role in (Role.STAFF, Role.ADMIN)
