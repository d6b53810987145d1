/** WGS84. */
const EQUATORIAL_RADIUS_METRES = 6_378_137;
const SQUARED_ECCENTRICITY = 0.006_694_379_990_14;

const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Metres between two points not far apart: on the plane that touches the ellipsoid between them. Within a metre of the
 * API's PostGIS for its largest radius, 25 km.
 */
export const distanceMetres = (from: Point, to: Point): number => {
  const middle = toRadians((from.latitude + to.latitude) / 2);
  const flattening = 1 - SQUARED_ECCENTRICITY * Math.sin(middle) ** 2;
  const meridianRadius = (EQUATORIAL_RADIUS_METRES * (1 - SQUARED_ECCENTRICITY)) / flattening ** 1.5;
  const normalRadius = EQUATORIAL_RADIUS_METRES / Math.sqrt(flattening);
  return Math.hypot(
    meridianRadius * toRadians(to.latitude - from.latitude),
    normalRadius * Math.cos(middle) * toRadians(to.longitude - from.longitude),
  );
};
