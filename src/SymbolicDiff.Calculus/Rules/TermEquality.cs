using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>Structural equality that does not recurse, for terms as deep as they come.</summary>
internal static class TermEquality
{
    public static bool Same(Expression first, Expression second)
    {
        if (ReferenceEquals(first, second)) return true;
        if (first is Constant or Variable) return first.Equals(second);
        var pending = new Stack<(Expression First, Expression Second)>();
        pending.Push((first, second));
        while (pending.Count > 0)
        {
            (Expression a, Expression b) = pending.Pop();
            if (ReferenceEquals(a, b)) continue;
            if (!SameRoot(a, b)) return false;
            foreach (var pair in a.Children().Zip(b.Children(), (x, y) => (x, y))) pending.Push(pair);
        }

        return true;
    }

    private static bool SameRoot(Expression a, Expression b) => (a, b) switch
    {
        (Constant or Variable, _) => a.Equals(b),
        (Apply x, Apply y) => x.Primitive == y.Primitive && x.Type == y.Type && x.Operands.Count == y.Operands.Count,
        (Conditional x, Conditional y) => x.IsGuard == y.IsGuard,
        (Element x, Element y) => x.Indices.Count == y.Indices.Count,
        (Column x, Column y) => x.Name == y.Name && x.Type == y.Type,
        (External { HasEffects: true }, _) => false,
        (External x, External y) => x.Type == y.Type && x.Text.Equals(y.Text),
        (View x, View y) => x.Memory == y.Memory && x.Length is null == y.Length is null,
        _ => false,
    };
}
