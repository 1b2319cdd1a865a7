using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TellerLine.Bench;

/// <summary>
/// One measured value beside its target; of those, each is an upper limit unless <see cref="AtLeast"/>.
/// </summary>
/// <param name="Value">Null when it could not be measured: <see cref="Note"/> says why, and it does not hold.</param>
internal sealed record Result(
    string Measure, double? Value, string Unit, double? Target, string Note, bool AtLeast = false)
{
    public bool? Holds => Target is not { } target ? null : Value is { } value
        && (AtLeast ? value >= target : value <= target);

    public static Result NotMeasured(string measure, string unit, double? target, string why) =>
        new(measure, null, unit, target, "not measured: " + why);

    public static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(new
    {
        measure = Measure,
        value = Value is { } value ? Math.Round(value, 3) : (double?)null,
        unit = Unit,
        target = Target,
        holds = Holds,
        note = Note,
    }, Plain);

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Measure,-34} {(Value is { } v ? v.ToString("0.###", CultureInfo.InvariantCulture) : "–"),10} {Unit,-16} {TargetText,-10} {Mark,-7} {Note}");

    private string TargetText => Target is { } target
        ? (AtLeast ? "≥ " : "≤ ") + target.ToString("0.###", CultureInfo.InvariantCulture) : "";

    private string Mark => Holds switch { true => "holds", false => "MISSED", null => "" };
}
