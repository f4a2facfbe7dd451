package org.carbonaware.djl;

/**
 * How a DJL training draws its random numbers, and so how exact a resume is. DJL can seed its
 * generators (those of Java and those of the engine) but can't read where they stand; a resumed
 * training can only repeat numbers from the last seeding on.
 */
public enum Determinism {
  /**
   * The generators, those of the whole process, are seeded before every batch and at the begin of
   * every epoch: a resume is exact everywhere, dropout, shuffling and augmentation included. Costs
   * a few microseconds per batch; the numbers of neighbouring batches are as independent as those
   * of one stream. The default.
   */
  STEP,

  /**
   * The generators are seeded at the begin of every epoch only. A resume is exact between two
   * epochs. Within one it is exact if nothing but the order of the data is random; with dropout it
   * goes on with other random numbers, which is reported, as with augmentation, which can't be
   * seen.
   */
  EPOCH,

  /**
   * The generators are left to the user. A resume is exact only if nothing is random: data in a
   * fixed order, no dropout, no augmentation. Shuffled data is shuffled anew, so that within the
   * interrupted epoch some examples come twice and others not at all, which is reported.
   */
  OFF
}
