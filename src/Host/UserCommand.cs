using System.Text;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>What <c>tellerline user add</c> was asked for.</summary>
internal sealed record UserToAdd(string Number)
{
    public string Name { get; init; } = "";

    /// <summary>Empty: the same in English.</summary>
    public string NameEn { get; init; } = "";

    public IReadOnlyList<string> Roles { get; init; } = [];

    public int Level { get; init; }

    public string Unit { get; init; } = UserAdmission.FirstUnit;

    public UserCard Card => new(Number, Name, NameEn.Length > 0 ? NameEn : Name, Roles, Level, Unit);
}

/// <summary>
/// <c>tellerline user add</c>: the first administrator of a bank; <c>tellerline user password</c>: a password nobody at
/// the pages may reset. Beside a running centre too. They need the data directory with its keys, so whoever runs them
/// is at the machine. The password is typed or comes on standard input: an argument would be seen by every user of the
/// machine.
/// </summary>
internal static class UserCommand
{
    public static Task Add(CommandLine line, UserToAdd user) => Run(line, async (admission, beside) =>
    {
        if (await admission.Faults(user.Card) is { Count: > 0 } faults)
            throw new StartException("The user was not added.\n" + string.Join("\n", faults));
        var password = Password("The user was not added.", user.Number);
        await admission.Add(user.Card, password, By, beside);
        Console.WriteLine($"User {user.Number} may sign in: {string.Join(", ", user.Roles)}.");
    });

    /// <summary>A new password for a user; his sessions end.</summary>
    public static Task SetPassword(CommandLine line, string number) => Run(line, async (admission, _) =>
    {
        var password = Password("The password was not changed.", number);
        if (!await admission.SetPassword(number, password, By))
            throw new StartException($"The password was not changed.\nThere is no active user {number}.");
        Console.WriteLine($"User {number} has a new password; his sessions have ended.");
    });

    /// <summary>For who has lost the telephone with his one-time codes, and no administrator may help.</summary>
    public static Task TakeSecondStepOff(CommandLine line, string number) => Run(line, async (admission, _) =>
    {
        if (!await admission.TakeSecondStepOff(number, By))
            throw new StartException($"Nothing was changed.\nUser {number} has no one-time codes.");
        Console.WriteLine($"User {number} signs in without one-time codes; his sessions have ended.");
    });

    /// <summary>Whom the identity provider means, where it does not know people by their numbers.</summary>
    /// <param name="subject">Empty: the number again.</param>
    public static Task SetSubject(CommandLine line, string number, string subject) => Run(line, async (admission, _) =>
    {
        if (await admission.SetSubject(number, subject.Length == 0 ? null : subject, By) is { } fault)
            throw new StartException($"Nothing was changed.\n{fault}");
        Console.WriteLine(
            $"User {number} is {(subject.Length == 0 ? number : subject)} at the identity provider; "
            + "his sessions have ended.");
    });

    private static string By => $"command line ({Environment.UserName})";

    private static async Task Run(CommandLine line, Func<UserAdmission, bool, Task> work)
    {
        await using var app = Centre.Build(line);
        app.Services.CheckConfiguration();
        var kernel = app.Services.GetRequiredService<KernelOptions>();
        await using var instance = SingleInstance.TryTake(kernel.DataDirectory);
        if (instance is null)
            DataDirectory.CheckDatabase(kernel);
        else
        {
            await app.Services.TakeNode();
            await app.Services.StartKernel();
        }
        await work(app.Services.GetRequiredService<UserAdmission>(), instance is null);
    }

    private static string Password(string notDone, string number)
    {
        var password = Read(notDone);
        return UserAdmission.Weakness(password, number) is { } weakness
            ? throw new StartException($"{notDone}\n{weakness}") : password;
    }

    private static string Read(string notDone)
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? throw new StartException("No password came on standard input.");
        var password = Typed("Password: ");
        return Typed("Once more: ") == password ? password
            : throw new StartException($"{notDone}\nThe two passwords differ.");
    }

    /// <summary>A line from the keyboard that nobody sees.</summary>
    private static string Typed(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar) && typed.Length < 1_000)
                typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
