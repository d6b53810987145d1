-- The user of the Looker connection. Run by an administrator, once, after the first run of the pipeline.
-- grain: the user. key: its name. inputs: none.
-- re-run: fails with already exists, which is harmless. Redshift has no create user if not exists.
-- why: the password is never in a file. The user is created without one and cannot log in until the administrator
--      runs alter user looker_readonly password, with the value that Secrets Manager holds (docs/runbook.md).
--      SSL: the parameter group of the cluster sets require_ssl, which refuses a connection in clear text. Switch on
--      SSL in the Looker connection and keep the verification of the certificate.
create user looker_readonly
password disable
nocreatedb
nocreateuser
connection limit 20;
