using System.Runtime.CompilerServices;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Remembers of values that were handed to code outside of the differentiation where that was and to whom. Each is an instance of its own, and
/// stays it wherever the text around it goes.
/// </summary>
internal sealed class Handovers
{
    private readonly Dictionary<Expression, LoweringDiagnostic> places = new(ByReference.Instance);
    private readonly HashSet<Expression> stopped = new(ByReference.Instance);
    private readonly List<(Expression Value, string Keeper)> kept = [];
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>The value as an instance that is reported at the place if its derivative gets lost.</summary>
    public Expression At(LoweringDiagnostic place, Expression value)
    {
        if (value is External || IsStopped(value)) return value;
        Expression handed = value with { };
        places.Add(handed, place);
        return handed;
    }

    /// <summary>The value as an instance whose derivative is cut.</summary>
    public Expression Stopped(Expression value)
    {
        Expression cut = value with { };
        stopped.Add(cut);
        return cut;
    }

    /// <summary>Says that what the text is given may be kept in something outside that is not a variable: a member, an object in a member.</summary>
    public void Keep(External text, string keeper) => kept.AddRange(text.Operands.Select(operand => (operand, keeper)));

    /// <summary>Says that something is obtained from there.</summary>
    public void Read(string keeper) => read.Add(keeper);

    public LoweringDiagnostic? PlaceOf(Expression value) => places.TryGetValue(value, out LoweringDiagnostic? place) ? place : null;

    public bool IsStopped(Expression value) => stopped.Contains(value);

    public bool IsKeptAndRead(Expression value) =>
        kept.Any(pair => ReferenceEquals(pair.Value, value) && read.Contains(pair.Keeper));

    private sealed class ByReference : IEqualityComparer<Expression>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(Expression? left, Expression? right) => ReferenceEquals(left, right);

        public int GetHashCode(Expression value) => RuntimeHelpers.GetHashCode(value);
    }
}
