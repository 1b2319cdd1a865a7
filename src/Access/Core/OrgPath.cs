namespace TellerLine.Access.Core;

/// <summary>The path of an organisational unit, <c>centre/team-1</c>.</summary>
internal static class OrgPath
{
    /// <summary>Whether the unit is <paramref name="above"/> or lies below it.</summary>
    public static bool LiesBelow(string org, string above) =>
        org == above || (org.StartsWith(above, StringComparison.Ordinal) && org[above.Length] == '/');

    /// <summary>The branch a unit belongs to: <c>branches/yinchuan</c> of <c>branches/yinchuan/counter</c>.</summary>
    public static string BranchOf(string org)
    {
        var first = org.IndexOf('/');
        var second = first < 0 ? -1 : org.IndexOf('/', first + 1);
        return second < 0 ? org : org[..second];
    }
}
