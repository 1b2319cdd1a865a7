using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TellerLine.Simulation.Replay;

/// <summary>The file is none of parameters; the message says where and what was expected.</summary>
internal sealed class ParametersException(string message) : Exception(message);

/// <summary>Parameters as a JSON document (docs/replay.md).</summary>
internal static class ParametersFile
{
    private const int Format = 1;

    public static string Write(Parameters parameters)
    {
        using var memory = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(memory, options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteNumber("pauseS", parameters.Duty.PauseS);
            json.WriteNumber("absenceS", parameters.Duty.AbsenceS);
            Object("notReady", () =>
            {
                for (var waiting = 0; waiting < NotReadyTimes.Groups; waiting++)
                    Distribution($"{waiting}", parameters.NotReady.ByWaiting[waiting]);
            });
            Object("patience", () =>
            {
                foreach (var (group, steps) in parameters.Patience.ByGroup)
                    Object(group, () =>
                    {
                        foreach (var step in steps)
                            Distribution($"{step.FromWaiting}", step.Seconds);
                    });
            });
            Object("priorities", () =>
            {
                foreach (var (type, hours) in parameters.Priorities.ByTypeAndHour)
                {
                    json.WriteStartArray(type);
                    foreach (var hour in hours)
                        Numbers(null, hour);
                    json.WriteEndArray();
                }
            });
            Object("highHonoured", () =>
            {
                foreach (var (type, share) in parameters.Credit.HonouredByType)
                    json.WriteNumber(type, share);
            });
            Object("serviceS", () =>
            {
                foreach (var (type, slices) in parameters.Service.Slices)
                    Numbers(type, slices);
            });
            json.WriteEndObject();

            void Object(string name, Action inside)
            {
                json.WriteStartObject(name);
                inside();
                json.WriteEndObject();
            }

            void Numbers(string? name, IEnumerable<double> numbers)
            {
                if (name is null)
                    json.WriteStartArray();
                else
                    json.WriteStartArray(name);
                foreach (var number in numbers)
                    json.WriteNumberValue(number);
                json.WriteEndArray();
            }

            void Distribution(string name, BinnedDistribution distribution) => Object(name, () =>
            {
                json.WriteNumber("tailFromS", distribution.TailFromS);
                json.WriteNumber("tailMeanS", distribution.TailMeanS);
                json.WriteStartArray("bins");
                foreach (var bin in distribution.Bins)
                    Numbers(null, [bin.FromS, bin.UntilS, bin.Mass]);
                json.WriteEndArray();
            });
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    /// <param name="name">Of the file, for the message.</param>
    /// <exception cref="ParametersException">It is not as <see cref="Write"/> makes it.</exception>
    public static Parameters Read(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format)
                || format.ValueKind != JsonValueKind.Number || format.GetInt32() != Format)
                throw new ParametersException($"{name}: no \"format\": {Format}; expected parameters written by --fit");
            var notReady = root.GetProperty("notReady");
            return new(
                new(root.GetProperty("pauseS").GetInt32(), root.GetProperty("absenceS").GetInt32()),
                new(
                [
                    .. Enumerable.Range(0, NotReadyTimes.Groups).Select(
                        waiting => Distribution(notReady.GetProperty($"{waiting}"))),
                ]),
                new(Named(root, "patience", IReadOnlyList<PatienceStep> (group) =>
                [
                    .. group.EnumerateObject().Select(
                        step => new PatienceStep(int.Parse(step.Name), Distribution(step.Value))),
                ])),
                new(Named(root, "priorities", Hours)),
                new(Named(root, "highHonoured", share => share.GetDouble())),
                new(Named(root, "serviceS", Numbers)));
        }
        catch (JsonException fault)
        {
            throw new ParametersException(
                $"{name}: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}: no JSON; "
                + "expected what --fit writes");
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ParametersException($"{name}: {fault.Message} Expected what --fit writes.");
        }
    }

    private static Dictionary<string, T> Named<T>(JsonElement root, string name, Func<JsonElement, T> read) =>
        root.GetProperty(name).EnumerateObject().ToDictionary(p => p.Name, p => read(p.Value));

    private static IReadOnlyList<double> Numbers(JsonElement numbers) =>
        [.. numbers.EnumerateArray().Select(n => n.GetDouble())];

    private static IReadOnlyList<IReadOnlyList<double>> Hours(JsonElement hours)
    {
        IReadOnlyList<IReadOnlyList<double>> read = [.. hours.EnumerateArray().Select(Numbers)];
        return read.Count == 24 && read.All(h => h.Count == Priorities.Levels)
            ? read
            : throw new FormatException($"\"priorities\" has no 24 hours of {Priorities.Levels} shares.");
    }

    private static BinnedDistribution Distribution(JsonElement element)
    {
        var bins = element.GetProperty("bins").EnumerateArray().Select(Numbers).ToList();
        if (bins.Exists(b => b is not [var from, var until, >= 0] || until < from))
            throw new FormatException("A bin is no [fromS, untilS, mass].");
        return new(
            [.. bins.Select(b => new Bin(b[0], b[1], b[2]))], element.GetProperty("tailFromS").GetDouble(),
            element.GetProperty("tailMeanS").GetDouble());
    }
}
