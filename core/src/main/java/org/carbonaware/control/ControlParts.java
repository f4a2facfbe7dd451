package org.carbonaware.control;

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
    ResumeTimes resumeTimes,
    HandOverride hand,
    Listeners listeners) {}
