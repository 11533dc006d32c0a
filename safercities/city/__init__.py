"""Lantern Bay, simulated: ground -> lamps -> life -> crime -> records -> tables.

`simulate.simulate` runs the stages and `write.write` writes the tables. Every planted value stands
in `parameters`; this is where each is drawn, and where a test finds it again:

| Planted | Parameter | Drawn in | Found again by |
|---|---|---|---|
| crime mix, reporting rates | crime.offences | crime, records | test_recover_people |
| hours, weekdays, seasons | time_profiles.csv, Offence.summer | rhythm | test_recover |
| darkness | Offence.darkness | crime, rhythm | recover.darkness |
| concentration | crime.place_shape, offence_shape | life | test_recover |
| near repeats of burglary | crime.near_repeat_* | crime | recover.knox |
| repair times, slower in the lanes | faults.repair_*, under_served_repair | faults | test_recover |
| change of ticketing | faults.merged_from | tickets | test_recover |
| outages, crime next door | effects.outage_* | effects | recover.outages_next_door |
| relighting, spill-over | effects.relit, relit_neighbour | effects | recover.before_after |
| sites chosen because they were bad | projects.eligible_share | projects | test_recover |
| path project | effects.path | effects | test_recover_people |
| reporting campaign | projects.campaign_* | effects, records | recover.yearly_ratio |
| darker, older lanes | lamps.technology_share, under_served_spacing | lamps, lux | test_recover |
| default hours, calendars, duplicates | police.* | raw | recover.clean |
| boundary change | police.boundary_* | raw | test_recover_people |
| weights, non-response, never out | survey.* | survey | test_recover_people |
| new wording of a question | survey.reworded_unsafe | survey | test_recover_people |
| raters who differ | audit.* | audits | recover.kappa |
| people present | ground.density, crime.opportunity | footfall | test_recover_people |
"""
