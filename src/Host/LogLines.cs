using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>
/// Log lines on standard output, as text for people or JSON for programs (<c>Logging:Format</c>). A line of a call
/// bears the contact's id and its leg's, from the scope or the message. What looks like a telephone's, an account's or
/// a person's number is masked, whoever wrote it.
/// </summary>
internal abstract partial class LogLines(string name, TimeProvider time) : ConsoleFormatter(name)
{
    public const string Setting = "Logging:Format", Text = "text", Json = "json";

    private const string Prefix = "TellerLine.";

    private static readonly string[] FromScopes = ["Contact", "Leg", "Agent"];

    protected static JsonWriterOptions Writing { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Add(ILoggingBuilder logging, IConfiguration settings)
    {
        var format = string.Equals(settings[Setting], Json, StringComparison.OrdinalIgnoreCase) ? Json : Text;
        logging.AddConsole(console => console.FormatterName = "tellerline-" + format);
        logging.AddConsoleFormatter<TextLines, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        logging.Services.AddSingleton<ICheckConfiguration>(new FormatCheck(settings));
    }

    /// <summary><c>138****01</c>: enough to tell two apart, too little to know anybody by.</summary>
    public static string Masked(string text) => Numbers().Replace(
        text, found => $"{found.Value[..3]}****{found.Value[^2..]}");

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if ((message is null && logEntry.Exception is null) || IsEndWhileStarting(logEntry.EventId, logEntry.Exception))
            return;
        Dictionary<string, string> fields = [];
        scopeProvider?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> named)
                    foreach (var (key, value) in named)
                        if (value is not null && FromScopes.Contains(key))
                            found[key] = Said(value);
            }, fields);
        if (logEntry.State is IEnumerable<KeyValuePair<string, object?>> own)
            foreach (var (key, value) in own)
                if (key != "{OriginalFormat}")
                    fields[key] = Said(value);
        var category = logEntry.Category.StartsWith(Prefix, StringComparison.Ordinal)
            ? logEntry.Category[Prefix.Length..] : logEntry.Category;
        Write(
            new Line(
                time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                LevelName(logEntry.LogLevel), category, logEntry.EventId.Name, Masked(message ?? ""), fields,
                logEntry.Exception is { } fault ? Masked(fault.ToString()) : null),
            textWriter);
    }

    /// <summary>The host takes Ctrl-C before it has started for a fault, and would print where it was.</summary>
    private static bool IsEndWhileStarting(EventId of, Exception? fault) =>
        of.Name == "HostedServiceStartupFaulted" && fault is OperationCanceledException;

    private protected abstract void Write(Line line, TextWriter writer);

    private static string Said(object? value) =>
        Masked(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    /// <remarks>Eleven digits and more on their own; those of an id stand among letters and hyphens.</remarks>
    [GeneratedRegex(@"(?<![\w.-])\+?\d{11,19}[Xx]?(?![\w-])")]
    private static partial Regex Numbers();

    private protected sealed record Line(
        string At, string Level, string Category, string? Event, string Message,
        IReadOnlyDictionary<string, string> Fields, string? Fault);

    private sealed class FormatCheck(IConfiguration settings) : ICheckConfiguration
    {
        public IEnumerable<ConfigurationFault> Check()
        {
            if (settings[Setting] is { } format && !format.Equals(Text, StringComparison.OrdinalIgnoreCase)
                && !format.Equals(Json, StringComparison.OrdinalIgnoreCase))
                yield return new ConfigurationFault(Setting, $"\"{format}\"", $"{Text} or {Json}");
        }
    }
}

/// <summary>One line, and a fault's own lines below it.</summary>
internal sealed class TextLines(TimeProvider time) : LogLines("tellerline-text", time)
{
    private protected override void Write(Line line, TextWriter writer)
    {
        writer.Write($"{line.At} {line.Level,-8} {line.Category}: {line.Message}");
        foreach (var name in new[] { "Contact", "Leg" })
            if (line.Fields.TryGetValue(name, out var value) && !line.Message.Contains(value, StringComparison.Ordinal))
                writer.Write($" [{name.ToLowerInvariant()} {value}]");
        writer.WriteLine();
        if (line.Fault is not null)
            writer.WriteLine("  " + line.Fault.ReplaceLineEndings("\n  "));
    }
}

/// <summary>One JSON object a line: <c>at level category event message contact leg … fault</c>.</summary>
internal sealed class JsonLines(TimeProvider time) : LogLines("tellerline-json", time)
{
    private static readonly string[] Taken = ["at", "level", "category", "event", "message", "fault"];

    private protected override void Write(Line line, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("at", line.At);
            json.WriteString("level", line.Level);
            json.WriteString("category", line.Category);
            if (line.Event is { Length: > 0 } name)
                json.WriteString("event", name);
            json.WriteString("message", line.Message);
            foreach (var (key, value) in line.Fields)
            {
                var camel = JsonNamingPolicy.CamelCase.ConvertName(key);
                json.WriteString(Taken.Contains(camel) ? camel + "Field" : camel, value);
            }
            if (line.Fault is not null)
                json.WriteString("fault", line.Fault);
            json.WriteEndObject();
        }
        writer.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
