"""Structured data for search engines: schema.org `Course` and `LearningResource` as JSON-LD.

Everything comes from the front matter of the modules. The home page is the course, an overview is
one of its parts and a course of its own, every other part of a module is a learning resource.
A course states its name, description and provider, an offer, and an instance with its mode and
workload.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sphinx.application import Sphinx

from safercities.site.catalogue import modules_of
from safercities.site.modules import Module, Part
from safercities.site.titles import module_of
from safercities.site.words import _, part_name

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Data = dict[str, Any]
Address = Callable[[str], str]  # the public address of a page, empty if the site has none


@dataclass(frozen=True)
class Facts:
    """What one page says of itself."""

    page: str
    title: str
    description: str
    language: str
    provider: str


def iso_duration(minutes: int) -> str:
    """Minutes as ISO 8601, such as `PT2H40M`."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def plain(text: str) -> str:
    """The text of an objective without Markdown's emphasis."""
    return text.replace("*", "").replace("`", "")


def shared(facts: Facts) -> Data:
    """What is true of every page of the course."""
    return {
        "inLanguage": facts.language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "educationalLevel": _("Beginner"),
        "audience": {"@type": "EducationalAudience", "educationalRole": _("city official")},
    }


def course(facts: Facts, address: str, minutes: int) -> Data:
    """The facts that a search engine asks of a course."""
    provider = {"@type": "Organization", "name": facts.provider}
    instance = {
        "@type": "CourseInstance",
        "courseMode": "Online",
        "courseWorkload": iso_duration(minutes),
    }
    return {
        "@type": "Course",
        "name": facts.title,
        "description": facts.description,
        "url": address,
        "provider": provider,
        "offers": {"@type": "Offer", "category": "Free"},
        "hasCourseInstance": instance,
        "timeRequired": iso_duration(minutes),
        **shared(facts),
    }


def home_data(facts: Facts, modules: list[Module], address: Address) -> Data:
    """The whole course with its modules."""
    parts = [
        {
            "@type": "Course",
            "name": module.title,
            "description": module.question,
            "url": address(module.overview),
            "provider": {"@type": "Organization", "name": facts.provider},
            "timeRequired": iso_duration(module.minutes()),
        }
        for module in modules
    ]
    minutes = sum(module.minutes() for module in modules)
    teaches = [plain(item.text) for module in modules for item in module.objectives]
    whole = course(facts, address(facts.page), minutes)
    return {**whole, "teaches": teaches, "hasPart": parts}


def overview_data(facts: Facts, module: Module, address: Address) -> Data:
    """One module as a course of its own with its parts."""
    parts = [
        {
            "@type": "LearningResource",
            "name": part_name(part.kind),
            "learningResourceType": part_name(part.kind),
            "url": address(part.page),
            "timeRequired": iso_duration(part.minutes),
        }
        for part in module.parts[1:]
    ]
    teaches = [plain(item.text) for item in module.objectives]
    whole = course(facts, address(facts.page), module.minutes())
    return {**whole, "teaches": teaches, "hasPart": parts}


def part_data(facts: Facts, module: Module, part: Part, address: Address) -> Data:
    """One part of a module."""
    return {
        "@type": "LearningResource",
        "name": facts.title,
        "description": facts.description,
        "url": address(facts.page),
        "learningResourceType": part_name(part.kind),
        "timeRequired": iso_duration(part.minutes),
        "isPartOf": {
            "@type": "Course",
            "name": module.title,
            "description": module.question,
            "url": address(module.overview),
            "provider": {"@type": "Organization", "name": facts.provider},
        },
        **shared(facts),
    }


def page_data(app: Sphinx, facts: Facts, address: Address) -> Data:
    """The structured data of a page; empty where there is nothing to say."""
    if facts.page == app.config.root_doc:
        return home_data(facts, modules_of(app.env), address)
    module = module_of(app, facts.page)
    if not module:
        return {}
    if facts.page == module.overview:
        return overview_data(facts, module, address)
    return part_data(facts, module, module.part_on(facts.page), address)


def without_empty(value: Any) -> Any:
    """The same data without addresses that the site does not have."""
    if isinstance(value, dict):
        return {key: without_empty(inner) for key, inner in value.items() if inner != ""}
    return [without_empty(inner) for inner in value] if isinstance(value, list) else value


def as_script(data: Data) -> str:
    """The data as an element of the page's head."""
    if not data:
        return ""
    text = json.dumps({"@context": "https://schema.org", **without_empty(data)}, ensure_ascii=False)
    safe = text.replace("</", "<\\/")  # `</` would end the element
    return f'<script type="application/ld+json">{safe}</script>'
