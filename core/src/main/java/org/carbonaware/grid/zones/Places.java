package org.carbonaware.grid.zones;

import java.util.ArrayList;
import java.util.List;

/** Points on a sphere and whose they are. Unit vectors, so that a look-up is sums only. */
final class Places {
  private static final double EARTH_RADIUS_KM = 6371.0088; // mean radius, IUGG

  private final double[] vectors; // x, y, z of each point
  private final KnownZone[] owners;

  private Places(double[] vectors, KnownZone[] owners) {
    this.vectors = vectors;
    this.owners = owners;
  }

  /** Gathers points while the table is read. */
  static final class Gathering {
    private final List<double[]> vectors = new ArrayList<>();
    private final List<KnownZone> owners = new ArrayList<>();

    void add(double latitude, double longitude, KnownZone owner) {
      vectors.add(vector(latitude, longitude));
      owners.add(owner);
    }

    Places done() {
      double[] flat = new double[vectors.size() * 3];
      for (int i = 0; i < vectors.size(); i++) {
        System.arraycopy(vectors.get(i), 0, flat, i * 3, 3);
      }
      return new Places(flat, owners.toArray(KnownZone[]::new));
    }
  }

  /** Squared chords order points as great circles do, and stay exact for near ones. */
  NearestZone nearest(double latitude, double longitude) {
    double[] asked = vector(latitude, longitude);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < owners.length; i++) {
      double x = vectors[3 * i] - asked[0];
      double y = vectors[3 * i + 1] - asked[1];
      double z = vectors[3 * i + 2] - asked[2];
      double squared = x * x + y * y + z * z;
      if (squared < least) {
        least = squared;
        best = i;
      }
    }
    return new NearestZone(owners[best], 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(least) / 2));
  }

  private static double[] vector(double latitude, double longitude) {
    double phi = Math.toRadians(latitude);
    double lambda = Math.toRadians(longitude);
    return new double[] {
      Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)
    };
  }
}
