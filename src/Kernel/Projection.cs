namespace TellerLine.Kernel;

/// <summary>
/// Tables made from the journal. It says which events it hears (<see cref="On{T}"/>, in its constructor) and which
/// tables it makes; made again, they are equal. What it does with a row may depend on earlier rows of the same stream
/// alone: a row that cannot be applied is set aside with those after it in its stream, and the other streams go on.
/// </summary>
/// <param name="name">For ever: its position in the journal is kept under it.</param>
/// <param name="version">
/// Raise it when the same journal would now make other tables: they are made anew beside the old ones and take their
/// place when they have caught up. A new column comes by a migration, and is filled by that.
/// </param>
/// <param name="tables">
/// Those of its migrations that it makes, and nobody else writes. No foreign keys, no triggers; in SQL they stand in
/// braces (<see cref="ProjectionScope"/>).
/// </param>
public abstract class Projection(string name, int version, params string[] tables)
{
    private readonly Dictionary<(string Kind, int Version), Action<JournalRow, ProjectionScope>> _on = [];
    private readonly HashSet<string> _kinds = [];

    public string Name => name;

    public int Version => version;

    public IReadOnlyList<string> Tables => tables;

    /// <summary>Whether rows of this kind concern it.</summary>
    public bool Hears(string kind) => _kinds.Contains(kind);

    /// <exception cref="InvalidOperationException">It hears the kind, but knows no body of that version.</exception>
    public void Apply(JournalRow row, ProjectionScope scope)
    {
        if (!_on.TryGetValue((row.Kind, row.Version), out var apply))
            throw new InvalidOperationException($"{name} does not know version {row.Version} of {row.Kind}.");
        apply(row, scope);
    }

    /// <param name="apply">
    /// Synchronous, touching nothing but the scope. What it throws sets the row aside, with the exception's words as
    /// the reason.
    /// </param>
    protected void On<T>(Action<T, JournalRow, ProjectionScope> apply)
    {
        var named = EventAttribute.Of(typeof(T));
        _on.Add((named.Kind, named.Version), (row, scope) => apply(row.As<T>(), row, scope));
        _kinds.Add(named.Kind);
    }
}
