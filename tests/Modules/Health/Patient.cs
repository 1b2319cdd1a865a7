using TellerLine.Kernel;

namespace TellerLine.Modules.Health;

/// <summary>A check whose finding the test decides.</summary>
internal sealed class Patient(string name) : HealthCheck(name)
{
    public HealthFinding Finding { get; set; } = HealthFinding.Good;

    /// <summary>Instead of <see cref="Finding"/>.</summary>
    public Func<CancellationToken, Task<HealthFinding>>? Instead { get; set; }

    public int Looks { get; private set; }

    public bool Vital { get; init; }

    public override string Zh => "病人";

    public override string En => "A patient";

    public override string ToDoZh => "请医生。";

    public override string ToDoEn => "Call a doctor.";

    public override bool IsVital => Vital;

    public override Task<HealthFinding> Look(CancellationToken ct)
    {
        Looks++;
        return Instead?.Invoke(ct) ?? Task.FromResult(Finding);
    }

    public void Happen(HealthFinding finding)
    {
        Finding = finding;
        Tell();
    }
}
