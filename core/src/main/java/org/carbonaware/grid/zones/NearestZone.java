package org.carbonaware.grid.zones;

/**
 * The zone whose known places are nearest to a point. An approximation: zones have shapes, and near
 * a border the nearest place may be on its other side.
 *
 * @param zone the zone
 * @param kilometres the great-circle distance to the nearest of its places, 0 or more; the larger,
 *     the less the answer means
 */
public record NearestZone(KnownZone zone, double kilometres) {}
