using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>Writes the indices of a function as sums, and knows how long each part keeps its value.</summary>
internal sealed class IndexForms
{
    /// <summary>The most iterations of a loop whose counter is replaced by its values.</summary>
    private const int MostValues = 16;

    private readonly HashSet<Variable> assigned = [];
    private readonly HashSet<Variable> parameters;
    private readonly Dictionary<Variable, Expression> definitions = [];
    private readonly Dictionary<Variable, IReadOnlyList<Block>> scopes = [];
    private readonly Dictionary<Variable, For> loops = [];

    public IndexForms(Function function)
    {
        parameters = [.. function.Parameters.Select(parameter => parameter.Variable)];
        foreach (Statement statement in function.Body.AllStatements())
        {
            if (statement is Assign { Target: Variable target }) assigned.Add(target);
            if (statement is Declare { Value: { } value } declare) definitions.Add(declare.Variable, value);
            foreach (External external in statement.Externals().Where(external => external.HasEffects))
                assigned.UnionWith(external.Operands.OfType<Variable>().Where(operand => operand.Type is not StorageType));
        }

        Visit(function.Body, [function.Body]);
    }

    /// <summary>Null if it is not a sum of what keeps its value in its scope.</summary>
    public IndexForm? Of(Expression index)
    {
        switch (index)
        {
            case Constant constant: return IndexForm.Of(constant.Bits);
            case Variable variable when assigned.Contains(variable): return null;
            case Variable variable:
                return (definitions.TryGetValue(variable, out Expression? value) && value is Apply or Variable or Constant ? Of(value) : null)
                    ?? (variable.Type.IsReal ? null : IndexForm.Of((Expression)variable));
            case Apply { Primitive.Name: "+" or "-" } sum when sum.Operands.Count == 2:
                return Of(sum.Operands[0]) is { } left && Of(sum.Operands[1]) is { } right ? left.Plus(right, sum.Primitive.Name == "+" ? 1 : -1) : null;
            case Apply { Primitive.Name: "neg" } negated:
                return Of(negated.Operands[0])?.Times(-1);
            case Apply { Primitive.Name: "*" } product:
                return Of(product.Operands[0]) is { } factor && Of(product.Operands[1]) is { } other ? factor.Times(other) : null;
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable storage && !assigned.Contains(storage):
                return IndexForm.Of(length);
            default: return null;
        }
    }

    /// <summary>
    /// The forms with the counters that <paramref name="isOut"/> names replaced by each of their values; null where a part has too many or unknown ones.
    /// </summary>
    public IEnumerable<IndexForm>? Expanded(IndexForm index, Func<IndexTerm, bool> isOut)
    {
        if (index.Terms.FirstOrDefault(isOut) is not { } term) return [index];
        if (term.Atom.DescendantsAndSelf().OfType<Variable>().FirstOrDefault(IsFewValues) is not { } counter) return null;
        var forms = new List<IndexForm>();
        foreach (long value in ValuesOf(loops[counter]))
        {
            if (Expanded(index.With(counter, value), isOut) is not { } expanded) return null;
            forms.AddRange(expanded);
        }

        return forms;
    }

    private bool IsFewValues(Variable counter) => loops.TryGetValue(counter, out For? loop) && loop is { Start: Constant, Limit: Constant } && CountOf(loop) <= MostValues;

    private static long CountOf(For loop)
    {
        long distance = Math.Sign(loop.Step) * (((Constant)loop.Limit).Bits - ((Constant)loop.Start).Bits) + (loop.Inclusive ? 1 : 0);
        return Math.Max(0, (distance + Math.Abs(loop.Step) - 1) / Math.Abs(loop.Step));
    }

    private static IEnumerable<long> ValuesOf(For loop)
    {
        for (long i = 0; i < CountOf(loop); i++) yield return ((Constant)loop.Start).Bits + i * loop.Step;
    }

    /// <summary>The part of an index in terms of what the parameters hold at the call; null where it is not made of them alone.</summary>
    public Expression? AtCall(Expression part)
    {
        switch (part)
        {
            case Constant: return part;
            case Variable variable when assigned.Contains(variable): return null;
            case Variable variable when parameters.Contains(variable): return part;
            case Variable variable: return definitions.TryGetValue(variable, out Expression? value) && variable.Type is ScalarType ? AtCall(value) : null;
            case Apply { Primitive.Form: PrimitiveForm.Length } length:
                return length.Operands[0] is Variable storage && parameters.Contains(storage) && !assigned.Contains(storage) ? part : null;
            case Apply apply when !MayThrow(apply):
                List<Expression?> operands = [.. apply.Operands.Select(AtCall)];
                return operands.Contains(null) ? null : apply with { Primitive = apply.Primitive.WithChecked(false), Operands = operands.OfType<Expression>().ToEquatableArray() };
            default: return null;
        }
    }

    private static bool MayThrow(Apply apply) => apply.Primitive.Form == PrimitiveForm.Method
        || apply.Primitive.Name is "/" or "%" && !apply.Type.IsReal && apply.Operands[1] is not Constant { Bits: not 0 };

    /// <summary>Whether the part keeps its value as long as the variable lives.</summary>
    public bool IsVisible(IndexTerm term, Variable variable) =>
        term.Atom.DescendantsAndSelf().OfType<Variable>().All(part => parameters.Contains(part)
            || (scopes.TryGetValue(part, out var own) && scopes.TryGetValue(variable, out var other) && other.Contains(own[own.Count - 1])));

    private void Visit(Block block, IReadOnlyList<Block> path)
    {
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare declare) scopes[declare.Variable] = path;
            if (statement is Pop pop) scopes[pop.Target] = path;
            foreach (Block inner in statement.Blocks())
            {
                IReadOnlyList<Block> innerPath = [.. path, inner];
                if (statement is For loop)
                {
                    scopes[loop.Counter] = innerPath;
                    loops[loop.Counter] = loop;
                }

                Visit(inner, innerPath);
            }
        }
    }
}
