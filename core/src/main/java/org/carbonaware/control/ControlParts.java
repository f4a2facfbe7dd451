package org.carbonaware.control;

import java.util.List;

/** What the control loop works on. */
record ControlParts(
    EventQueue queue,
    Standstill standstill,
    GridWatch grid,
    WorkProgress progress,
    EnergyAccount energy,
    CheckpointKeeper keeper,
    HandOverride hand,
    List<ControllerListener> listeners) {
  ControlParts {
    listeners = List.copyOf(listeners);
  }
}
