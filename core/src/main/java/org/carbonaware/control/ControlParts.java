package org.carbonaware.control;

import java.util.concurrent.CopyOnWriteArrayList;

/** What the control loop works on; listeners may be added while it works. */
record ControlParts(
    EventQueue queue,
    Standstill standstill,
    GridWatch grid,
    WorkProgress progress,
    LossWatch loss,
    EnergyAccount energy,
    PastEmissions past,
    CheckpointKeeper keeper,
    HandOverride hand,
    CopyOnWriteArrayList<ControllerListener> listeners) {}
