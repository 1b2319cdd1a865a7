using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using TellerLine.Host;

namespace TellerLine.Rules.Host;

public sealed class LogLinesTests
{
    private const string Contact = "n1-01a2197c-3d2d-7a3f-9389-123456789012";

    [Fact]
    public void a_line_within_a_call_bears_the_contact_and_is_one_json_object()
    {
        var written = Write(new JsonLines(TimeProvider.System), new InvalidOperationException("no\nway"), inCall: true);
        var line = Assert.Single(written.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse(line);
        string? Of(string name) => json.RootElement.GetProperty(name).GetString();
        Assert.Equal(("warning", "Banking.PatientCore", "LogNoAnswer"), (Of("level"), Of("category"), Of("event")));
        Assert.Equal((Contact, "n1-leg"), (Of("contact"), Of("leg")));
        Assert.Equal(("The core bank gave no answer: late", "late"), (Of("message"), Of("why")));
        Assert.Contains("no\nway", Of("fault"));
        Assert.False(json.RootElement.TryGetProperty("requestPath", out _));
    }

    [Fact]
    public void for_people_the_contact_stands_behind_the_message()
    {
        var written = Write(new TextLines(TimeProvider.System), null, inCall: true);
        Assert.EndsWith(
            $" warning  Banking.PatientCore: The core bank gave no answer: late [contact {Contact}] [leg n1-leg]\n", written);
        Assert.DoesNotContain("[", Write(new TextLines(TimeProvider.System), null, inCall: false));
    }

    [Theory]
    [InlineData("call of 13800000001 failed", "call of 138****01 failed")]
    [InlineData("to sip:+8613800000001@bank.example", "to sip:+86****01@bank.example")]
    [InlineData("account 6222021001000012345.", "account 622****45.")]
    [InlineData("identity 11010519491231002X", "identity 110****2X")]
    [InlineData("row 1234567890 of " + Contact, "row 1234567890 of " + Contact)]
    [InlineData("0.12345678901234 s", "0.12345678901234 s")]
    public void whoever_wrote_it_numbers_of_people_are_masked(string text, string expected) =>
        Assert.Equal(expected, LogLines.Masked(text));

    [Fact]
    public void an_end_while_it_starts_is_no_fault_of_the_host()
    {
        using var writer = new StringWriter();
        void Told(Exception fault) => new TextLines(TimeProvider.System).Write(
            new LogEntry<string>(
                LogLevel.Error, "Microsoft.Extensions.Hosting.Internal.Host", new EventId(11, "HostedServiceStartupFaulted"),
                "", fault, (_, _) => "Hosting failed to start"), null, writer);
        Told(new TaskCanceledException());
        Assert.Equal("", writer.ToString());
        Told(new IOException("in use"));
        Assert.Contains("in use", writer.ToString());
    }

    private static string Write(ConsoleFormatter lines, Exception? fault, bool inCall)
    {
        var scopes = new LoggerExternalScopeProvider();
        using var request = scopes.Push(new KeyValuePair<string, object?>[] { new("RequestPath", "/api/secret") });
        using var leg = inCall ? scopes.Push(new KeyValuePair<string, object?>[] { new("Leg", "n1-leg") }) : null;
        using var call = inCall ? scopes.Push(new KeyValuePair<string, object?>[] { new("Contact", Contact) }) : null;
        KeyValuePair<string, object?>[] state = [new("Why", "late"), new("{OriginalFormat}", "…")];
        using var writer = new StringWriter { NewLine = "\n" };
        lines.Write(
            new LogEntry<KeyValuePair<string, object?>[]>(
                LogLevel.Warning, "TellerLine.Banking.PatientCore", new EventId(1, "LogNoAnswer"), state, fault,
                (_, _) => "The core bank gave no answer: late"),
            scopes, writer);
        return writer.ToString();
    }
}
