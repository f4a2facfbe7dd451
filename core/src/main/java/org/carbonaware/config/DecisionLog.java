package org.carbonaware.config;

import org.carbonaware.config.RunKeys.LoggedDecisions;
import org.carbonaware.control.ControllerEvent;
import org.carbonaware.control.ControllerEvent.DecisionMade;
import org.carbonaware.control.ControllerEvent.StateChanged;
import org.carbonaware.control.ControllerListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells decisions in the log, one line each, at level info. */
final class DecisionLog implements ControllerListener {
  private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);

  private final LoggedDecisions which;

  DecisionLog(LoggedDecisions which) {
    this.which = which;
  }

  @Override
  public void onEvent(ControllerEvent event) {
    if (event instanceof StateChanged change && which != LoggedDecisions.NONE) {
      log.info("{} -> {}: {}", change.from(), change.to(), change.reason().text());
    } else if (event instanceof DecisionMade made && which == LoggedDecisions.ALL) {
      log.info(
          "{} until about {}: {}",
          made.decision().action(),
          made.decision().until(),
          made.decision().reason().text());
    }
  }
}
