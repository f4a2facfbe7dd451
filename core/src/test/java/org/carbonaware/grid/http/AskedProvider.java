package org.carbonaware.grid.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.GridSource;
import org.carbonaware.grid.Zone;
import org.carbonaware.grid.carbonawaresdk.CarbonAwareSdkGridSource;
import org.carbonaware.grid.document.DocumentGridSource;
import org.carbonaware.grid.electricitymaps.ElectricityMapsGridSource;
import org.carbonaware.grid.energycharts.EnergyChartsGridSource;
import org.carbonaware.grid.uk.NesoGridSource;
import org.carbonaware.grid.watttime.WattTimeGridSource;

/** Who is played by a hostile server, and what a good answer of theirs is. */
enum AskedProvider {
  ELECTRICITY_MAPS("DE", """
      {"zone":"DE","carbonIntensity":%s,"datetime":"2024-06-01T12:00:00.000Z",
       "updatedAt":"2024-06-01T11:41:00.000Z","emissionFactorType":"lifecycle","isEstimated":false}
      """),
  WATT_TIME("US-CAL-CISO", """
      {"data":[{"point_time":"2024-06-01T12:00:00+00:00","value":%s}],
       "meta":{"region":"CAISO_NORTH","signal_type":"co2_moer","units":"lbs_co2_per_mwh",
       "data_point_period_seconds":300,"generated_at":"2024-06-01T12:00:00+00:00",
       "model":{"date":"2023-03-01"}}}
      """),
  /** The login itself is hostile. */
  WATT_TIME_LOGIN("US-CAL-CISO", "{\"token\":%s}"),
  ENERGY_CHARTS("DE", """
      {"unix_seconds":[1717242300,1717243200],"co2eq":[%1$s,%1$s],"co2eq_forecast":[%1$s,%1$s],
       "substitute":false,"deprecated":false}
      """),
  NESO("GB", """
      {"data":[{"from":"2024-06-01T12:00Z","to":"2024-06-01T12:30Z",
       "intensity":{"forecast":%1$s,"actual":%1$s,"index":"low"}}]}
      """),
  CARBON_AWARE_SDK("DE", """
      [{"location":"DE","time":"2024-06-01T12:00:00+00:00","rating":%s,"duration":"01:00:00"}]
      """),
  DOCUMENT("DE", "timestamp,gco2_per_kwh\n2024-06-01T11:00Z,%1$s\n2024-06-01T12:00Z,%1$s\n");

  static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
  static final String KEY = "c4nary-key-of-nobody";
  static final String USER = "c4nary-user";
  static final String PASSWORD = "c4nary-passw0rd";
  static final String TOKEN = "c4nary-t0ken";

  private final String zone;
  private final String good;

  AskedProvider(String zone, String good) {
    this.zone = zone;
    this.good = good;
  }

  Zone zone() {
    return Zone.of(zone);
  }

  /** A good answer with a figure, or with anything in its place. */
  String answer(String figure) {
    return String.format(good, figure);
  }

  /** Whether a request is a login that succeeds. */
  boolean admits(String request) {
    return this == WATT_TIME && request.split(" ", 3)[1].endsWith("/login");
  }

  GridSource at(URI address, Duration limit) {
    HttpLimits limits = new HttpLimits(limit, limit, HttpLimits.ofDefaults().maxBytes());
    InstantSource clock = InstantSource.fixed(NOW);
    return switch (this) {
      case ELECTRICITY_MAPS ->
        ElectricityMapsGridSource.at(address, ApiKey.of(KEY), Basis.LIFECYCLE, limits, clock);
      case WATT_TIME, WATT_TIME_LOGIN ->
        WattTimeGridSource.at(
            address,
            Credentials.of(USER, PASSWORD),
            zone -> Optional.of("CAISO_NORTH"),
            limits,
            clock);
      case ENERGY_CHARTS -> EnergyChartsGridSource.at(address, limits, clock);
      case NESO -> NesoGridSource.at(address, limits, clock);
      case CARBON_AWARE_SDK -> CarbonAwareSdkGridSource.at(address, Basis.LIFECYCLE, limits, clock);
      case DOCUMENT ->
        DocumentGridSource.at(address.resolve("grid"), Basis.LIFECYCLE, limits, clock);
    };
  }
}
