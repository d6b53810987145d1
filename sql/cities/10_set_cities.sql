-- Gives the cities of the configuration their clocks and the names to show.
-- grain: the cities of cdk.json. key: city. inputs: the configuration, put in at synth.
-- re-run: writes nothing where both are right.
-- why: one statement with a list, since a batch of the Data API has at most 40.
call openaq.set_cities(:cities);
