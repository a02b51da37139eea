using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>What a <c>finally</c> does, once: where the statements before it end, or, if they throw, when the method is left.</summary>
/// <remarks>Written as <c>using AtExit atExit = new(() =&gt; …);</c>, with <c>atExit.Dispose();</c> where the <c>finally</c> stood.</remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class AtExit : IDisposable
{
    private Action? action;

    /// <summary>Remembers what to do.</summary>
    /// <param name="action">What to do.</param>
    public AtExit(Action action) => this.action = action;

    /// <summary>Does it, unless it has been done.</summary>
    public void Dispose()
    {
        Action? due = action;
        action = null;
        due?.Invoke();
    }
}
