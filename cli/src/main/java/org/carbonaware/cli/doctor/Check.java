package org.carbonaware.cli.doctor;

import java.util.List;

/** Looks at one side of the computer. May block for a few seconds; changes nothing for good. */
@FunctionalInterface
interface Check {
  /** What it finds; what can't be looked at is a finding too. */
  List<Finding> look();
}
