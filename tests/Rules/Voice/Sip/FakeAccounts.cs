using TellerLine.Voice;
using TellerLine.Voice.Sip;

namespace TellerLine.Rules.Voice.Sip;

/// <summary>Users 1001, 1002 and 1003, each with the password <c>secret</c>.</summary>
internal sealed class FakeAccounts : ISipAccounts
{
    public Task<string?> Ha1(string user, string realm, string algorithm) =>
        Task.FromResult(user is "1001" or "1002" or "1003" ? Digest.Ha1(algorithm, user, realm, "secret") : null);
}
