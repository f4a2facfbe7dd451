package org.carbonaware.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps checkpoints. A checkpoint exists completely or not at all, whenever the process or the
 * machine dies; a damaged one is skipped for the one before. Blocking; safe to call from several
 * threads, which then wait for each other.
 */
public interface CheckpointStore extends AutoCloseable {
  /**
   * Writes a checkpoint durably: when this returns, it survives a crash of the process and of the
   * machine. Older ones beyond those kept are removed afterwards; not the newest that has not
   * {@link Manifest#diverged() diverged}, if this one has.
   *
   * @param snapshot the training's state
   * @param run what the controller adds
   * @param at when the state was taken
   * @return what was written
   * @throws CheckpointException if it could not be written; earlier checkpoints are untouched
   */
  Manifest write(Snapshot snapshot, Map<String, String> run, Instant at);

  /**
   * The newest sound checkpoint. Damaged ones are skipped, and reported by {@link #warnings()}.
   *
   * @return the checkpoint, or empty if there is none
   * @throws CheckpointException if the store itself can't be read
   */
  Optional<Checkpoint> latest();

  /**
   * The checkpoints that the last call of {@link #latest()} found damaged and skipped. What a
   * cut-off write left behind is no checkpoint and not among them.
   *
   * @return location and damage of each, the newest first; empty where nothing can be damaged
   */
  default List<String> damaged() {
    return List.of();
  }

  /**
   * What was found damaged or left over so far, one sentence each.
   *
   * @return the warnings, oldest first
   */
  List<String> warnings();

  /** Lets go of the store; what was written stays. */
  @Override
  void close();
}
