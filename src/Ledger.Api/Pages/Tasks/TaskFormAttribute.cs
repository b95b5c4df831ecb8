namespace Ledger.Api.Pages.Tasks;

/// <summary>Says for which form key of a human task a component shows what the task is about, and asks for its answer.</summary>
/// <param name="key">The key that the HumanTask activity names in Form.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TaskFormAttribute(string key) : Attribute
{
    /// <summary>The form key.</summary>
    public string Key { get; } = key;
}
