"""Everyday words that mean nearly the same: what callers say, and what a text may say instead.

General English of the subjects that any service meets: family and death, money, work, health,
travel, contact. Written from Roget's headings for these subjects, not from any library's questions.
A row is a set of words for one thing, in any form; each of them finds the others, a little less
well. Words with several meanings stand in no row unless all of them fit.
"""

NEAR = """
bereavement deceased death; funeral burial bury cremation undertaker;
husband wife spouse partner; son daughter child kid teenager minor; baby infant newborn child;
mother father parent; brother sister sibling; relative family; grandmother grandfather relative;
stepmother stepfather parent; ex divorced separated;
money cash; fee charge cost bill price; refund reimburse repay; debt owe arrears overpaid;
instalment spread monthly; waive forgive; fine penalty; wages pay salary earnings; income earnings;
savings capital; afford hardship; poor hardship; rent housing mortgage; benefit allowance;
percentage deduct; deduct withhold; lower reduce less; raise increase;
job work employment; employer boss company; unemployed redundant jobless; retired pension;
ill sick unwell poorly; illness sickness; doctor clinician physician; hospital clinic;
medicine medication drug tablet prescription; operation surgery;
injury hurt harm; checkup examination;
depressed suicide suicidal; abuse violence violent; danger risk harm unsafe;
pregnant pregnancy maternity;
disabled disability; deaf hearing; blind sight; wheelchair disabled;
car vehicle taxi drive; taxi cab transport; bus train transport fare; petrol fuel mileage;
travel journey trip; ambulance transport; abroad overseas foreign; holiday vacation abroad;
telephone call ring; letter mail post; online website internet; email message; text sms;
address moved; password passcode security;
postpone reschedule rearrange; late delay; deadline limit;
appeal challenge dispute contest disagree; hearing tribunal; decision ruling outcome;
complain complaint; mistake error wrong incorrect; apology sorry; compensation redress;
refuse reject deny decline; withdraw drop; stop end finish; begin start; renew extend;
proof evidence document; receipt proof; copy duplicate; record file notes; form application;
apply claim; entitled eligible qualify; allowed permit; must required obliged;
correct amend fix; check verify; identity identification; secret confidential private;
representative attorney proxy; solicitor lawyer; court judge; friend companion; neighbour friend;
interpreter translator; language translation; signer interpreter;
urgent emergency; soon quickly; today immediately; overnight night; weekend saturday sunday;
homeless eviction evicted; food grocery; electricity gas heating fuel;
manager supervisor; staff employee; colleague staff; customer client
"""
"""Different words for one thing."""

FORMS = """
die dead death dying; mother mum mom mummy; father dad daddy;
grandmother gran nan nana grandma granny; grandfather grandad grandpa granddad;
telephone phone; information info; representative rep; photograph photo; examination exam;
advertisement advert; identification id; doctor dr doc; appointment appt; government govt;
vaccination vaccine jab; application app; maximum max; minimum min; department dept;
temporary temp; certificate cert; prescription script
"""
"""Short and family forms of one word."""
