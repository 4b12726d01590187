"""How many come: an expected number with a range, and what it means for room, chairs, food and quota.

The model, stated:

* *Show rates* are a logistic regression with random effects for the kind of event, its mode, the channel of
  the RSVP, its price, whether it is a guest, the combination of kind, channel and price, and the event
  itself (rain, a strike, an exam). All variances are estimated from the past (empirical Bayes: Laplace
  approximation, EM for the variances), so that a combination seen often speaks for itself and a rare one
  leans on its neighbours: partial pooling, as in Gelman and Hill, “Data Analysis Using Regression and
  Multilevel/Hierarchical Models” (2007), chapters 12 to 15.
* *RSVPs still to come* multiply today's number. The logarithm of that factor is learnt from how earlier
  events grew between the same number of days before and the day, kind leaning on all kinds, with the noise
  of small counts apart.
* *Walk-ins* are a Poisson count whose rate varies from event to event by a gamma law.
* Where there is no past yet, wide guesses stand in, worth `PSEUDO` events in `rates.py` and `growth.py`.

The forecast is a distribution from seeded draws: the same problem gives the same answer.
"""
