using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

internal sealed partial class StatementPrinter
{
    /// <summary>
    /// How many statements from <paramref name="start"/> make a new array and give each element its value, in their order: <c>double[] a = { 1, 2 };</c>
    /// says the same. None is 0.
    /// </summary>
    private static int InitializerLength(EquatableArray<Statement> statements, int start)
    {
        if (statements[start] is not Declare { Value: Allocate { Lifetime: Lifetime.Managed } allocate } declare) return 0;
        if (allocate.Memory is not { Rank: <= 2, Element: ScalarType } || !allocate.Lengths.All(length => length is Constant { Bits: > 0 and <= 64 })) return 0;
        var lengths = allocate.Lengths.Select(length => (int)((Constant)length).Bits).ToList();
        int count = lengths.Aggregate((all, length) => all * length);
        if (start + count >= statements.Count) return 0;
        for (int i = 0; i < count; i++)
            if (!Sets(statements[start + 1 + i], declare.Variable, lengths.Count == 1 ? [i] : [i / lengths[1], i % lengths[1]])) return 0;
        return count + 1;
    }

    private static bool Sets(Statement statement, Variable array, int[] place) =>
        statement is Assign { Kind: AssignmentKind.Set, Target: Element element } assign
        && element.Storage.Equals(array)
        && element.Indices.Zip(place, (index, expected) => index is Constant constant && constant.Bits == expected).All(same => same)
        && !assign.Value.DescendantsAndSelf().Any(array.Equals);

    private SourceLine PrintInitializer(EquatableArray<Statement> statements, int start, int count)
    {
        var declare = (Declare)statements[start];
        var allocate = (Allocate)declare.Value!;
        var values = statements.Skip(start + 1).Take(count - 1).Select(statement => ((Assign)statement).Value).ToList();
        var line = new SourceLine().Open(types.Of(declare.Variable.Type) + " " + names[declare.Variable] + " = { ");
        if (allocate.Lengths.Count == 1)
        {
            expressions.PrintList(line, values.ToEquatableArray(), converts: true);
            return line.Close(" };");
        }

        int columns = (int)((Constant)allocate.Lengths[1]).Bits;
        for (int row = 0; row * columns < values.Count; row++)
        {
            if (row > 0) line.Add(",").Space();
            line.Open("{ ");
            expressions.PrintList(line, values.Skip(row * columns).Take(columns).ToEquatableArray(), converts: true);
            line.Close(" }");
        }

        return line.Close(" };");
    }

    /// <summary>Whether the two statements declare the sine and the cosine that one call gives: <c>(double sin, double cos) = Math.SinCos(x);</c>.</summary>
    private static bool AreOneCall(EquatableArray<Statement> statements, int first) =>
        first + 1 < statements.Count
        && statements[first] is Declare { Value: Apply one } && statements[first + 1] is Declare { Value: Apply other }
        && one.Primitive.TupleElement is { } element && other.Primitive.TupleElement is { } next && element != next
        && one.Primitive.Text == other.Primitive.Text && one.Type.Equals(other.Type) && one.Operands.Equals(other.Operands);

    private SourceLine PrintDeconstruction(Declare one, Declare other)
    {
        if (!((Apply)one.Value!).Primitive.TupleElement!.StartsWith("Sin", StringComparison.Ordinal)) (one, other) = (other, one);
        var line = new SourceLine().Add("(" + types.Of(one.Variable.Type) + " " + names[one.Variable] + ", " + types.Of(other.Variable.Type) + " " + names[other.Variable] + ") = ");
        expressions.PrintCall(line, (Apply)one.Value!);
        return line.Add(";");
    }
}
