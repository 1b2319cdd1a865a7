using System.Globalization;
using System.Text;
using TellerLine.Kernel;
using TellerLine.Signatures;

namespace TellerLine.Definitions;

/// <summary>What who approves a version signs: its text, and from when it was wanted.</summary>
internal sealed class SignedDefinitions(IDb db) : ISignedThings
{
    public static readonly SignedMeaning Approved = new(
        "definition.approved",
        new(
            "本人已审核该版本，同意其生效，并对此负责。",
            "I have checked this version, agree that it comes into force, and answer for it."));

    public string Name => "definition";

    public static string SubjectOf(DefinitionRow row) => $"definition/{row.Kind}/{row.Key}/{row.Version}";

    public static byte[] ContentOf(DefinitionRow row) => Encoding.UTF8.GetBytes(
        $"{row.WantedUs?.ToString(CultureInfo.InvariantCulture) ?? "at once"}\n{row.Yaml}");

    public async Task<byte[]?> Content(string subject, CancellationToken ct) =>
        subject.Split('/') is [_, var kind, var key, var version]
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && await db.Read(c => DefinitionRow.Find(c, kind, key, number), ct) is { } row
            ? ContentOf(row)
            : null;
}
