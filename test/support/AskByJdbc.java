import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What DBeaver and Metabase do, through the driver that they use: reads the catalogue, the facts, and tries to write. */
public class AskByJdbc {
  public static void main(String[] arguments) throws SQLException {
    try (Connection one = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
        Connection other = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      one.setAutoCommit(false);
      print(one, "select count(*), sum(pm25) from openaq.fact_measurements");
      // The first transaction is still open.
      print(other, "select convert_timezone('Asia/Ho_Chi_Minh', max(measurement_datetime)) from openaq.fact_measurements");
      DatabaseMetaData catalogue = other.getMetaData();
      try (ResultSet tables = catalogue.getTables(null, "openaq", "city_days", new String[] {"VIEW"})) {
        while (tables.next()) System.out.println(tables.getString("TABLE_NAME") + ": " + tables.getString("REMARKS"));
      }
      try (ResultSet columns = catalogue.getColumns(null, "openaq", "fact_measurements", "pm25")) {
        while (columns.next()) {
          System.out.println(columns.getString("TYPE_NAME") + "(" + columns.getInt("COLUMN_SIZE") + ","
              + columns.getInt("DECIMAL_DIGITS") + "): " + columns.getString("REMARKS"));
        }
      }
      try (Statement statement = other.createStatement()) {
        statement.executeUpdate("delete from openaq.fact_measurements");
      } catch (SQLException refused) {
        System.out.println(refused.getMessage());
      }
      one.commit();
    }
  }

  private static void print(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(question)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int column = 1; column <= columns; column++) line.append(column > 1 ? "|" : "").append(rows.getString(column));
        System.out.println(line);
      }
    }
  }
}
