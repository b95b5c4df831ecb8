using System.Reflection;

namespace Ledger.Api.Pages.Tasks;

/// <summary>The forms of tasks by their keys.</summary>
internal static class TaskForms
{
    private static readonly Dictionary<string, Type> ByKey = typeof(TaskForms).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(TaskForm)))
        .SelectMany(t => t.GetCustomAttributes<TaskFormAttribute>().Select(a => (a.Key, Type: t)))
        .ToDictionary(f => f.Key, f => f.Type, StringComparer.Ordinal);

    /// <summary>The form of a key; the generic one where none is registered.</summary>
    public static Type Of(string? key) => key is not null && ByKey.TryGetValue(key, out var form) ? form : typeof(DataForm);
}
