-- Gives the cities of the configuration their clocks.
-- grain: the cities with a time zone in cdk.json. key: city. inputs: the configuration, put in at synth.
-- re-run: writes nothing where the clocks are right.
-- why: one statement with a list, since a batch of the Data API has at most 40. Names of cities and of time zones have
--      neither commas nor equals signs.
call openaq.set_time_zones(:city_time_zones);
