using TellerLine.Kernel;

namespace TellerLine.Banking;

internal static class RowLock
{
    /// <summary>SQLite has one writer at a time and no such clause.</summary>
    internal static string Of(DbEngine engine) => engine == DbEngine.PostgreSql ? " FOR UPDATE" : "";
}
