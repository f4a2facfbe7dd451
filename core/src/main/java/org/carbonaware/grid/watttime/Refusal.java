package org.carbonaware.grid.watttime;

import org.carbonaware.grid.GridException;
import org.carbonaware.grid.http.HttpAnswer;

/** What the service's refusals mean, in words that say what to do. */
final class Refusal {
  private Refusal() {}

  static boolean isOne(HttpAnswer answer) {
    return answer.status() < 200 || answer.status() > 299;
  }

  /** Of a question, about {@code what}, such as "forecasts". */
  static GridException of(HttpAnswer answer, String what, Place place) {
    if (!answer.mentions("Invalid scope")) {
      return answer.failure();
    }
    return GridException.lasting(WattTimeGridSource.NAME + ": HTTP " + answer.status()
        + ", the account's plan does not include " + what + " of " + place
        + ". User name and password are right; a free account has forecasts and history of region"
        + " CAISO_NORTH alone, and of every region the signal index, which ranks the present among"
        + " the next 24 h");
  }

  /** Of a login. */
  static GridException ofCredentials(HttpAnswer answer) {
    return GridException.lasting(WattTimeGridSource.NAME + ": HTTP " + answer.status()
        + " at login, the user name or the password is wrong; no other login for "
        + Session.AFTER_REFUSAL.toMinutes() + " minutes");
  }
}
