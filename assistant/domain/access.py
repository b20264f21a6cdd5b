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


@dataclass(frozen=True, order=True)
class Audience:
    """Who a document is meant for; written `public`, `consultants`, `staff` or `company:ID`."""

    group: AudienceGroup
    company: str | None = None

    @classmethod
    def parse(cls, text: str) -> Audience:
        """Read the written form. Raises ValueError that names the text and what is allowed."""
        group, _, company = text.strip().partition(":")
        if group == AudienceGroup.COMPANY and _COMPANY_ID.fullmatch(company):
            return cls(AudienceGroup.COMPANY, company)
        if not company and group in (AudienceGroup.PUBLIC, AudienceGroup.CONSULTANTS, AudienceGroup.STAFF):
            return cls(AudienceGroup(group))
        raise ValueError(f"audience is {text!r}; allowed: public, consultants, staff, company:ID")

    def __str__(self) -> str:
        return f"company:{self.company}" if self.company else str(self.group)


PUBLIC = Audience(AudienceGroup.PUBLIC)

# Company papers are seen by that company, by staff who file them and by admins; a consultant needs them released first.
_GROUPS_BY_ROLE: dict[Role, frozenset[AudienceGroup]] = {
    Role.VISITOR: frozenset({AudienceGroup.PUBLIC}),
    Role.SME: frozenset({AudienceGroup.PUBLIC}),
    Role.CONSULTANT: frozenset({AudienceGroup.PUBLIC, AudienceGroup.CONSULTANTS}),
    Role.STAFF: frozenset(AudienceGroup),
    Role.ADMIN: frozenset(AudienceGroup),
}


@dataclass(frozen=True)
class Person:
    """Somebody who asks; written `visitor`, `sme`, `sme:COMPANY`, `consultant`, `staff` or `admin`."""

    role: Role
    company: str | None = None

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
        return audience.group in _GROUPS_BY_ROLE[self.role]

    @property
    def is_staff(self) -> bool:
        """Whether the person may change the corpus."""
        return self.role in (Role.STAFF, Role.ADMIN)
