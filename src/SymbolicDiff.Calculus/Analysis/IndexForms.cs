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
            foreach (External external in statement.Reads().SelectMany(read => read.DescendantsAndSelf()).OfType<External>().Where(external => external.HasEffects))
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
                return (Of(product.Operands[0]), Of(product.Operands[1])) switch
                {
                    ({ Terms.Count: 0 } factor, { } other) => other.Times(factor.Constant),
                    ({ } other, { Terms.Count: 0 } factor) => other.Times(factor.Constant),
                    _ => null,
                };
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
        if (term.Atom is not Variable counter || !loops.TryGetValue(counter, out For? loop) || loop is not { Start: Constant start, Limit: Constant limit }) return null;
        long distance = Math.Sign(loop.Step) * (limit.Bits - start.Bits) + (loop.Inclusive ? 1 : 0);
        long values = Math.Max(0, (distance + Math.Abs(loop.Step) - 1) / Math.Abs(loop.Step));
        if (values > MostValues) return null;
        IndexForm rest = index.Plus(IndexForm.Of(term.Atom), -term.Factor);
        var forms = new List<IndexForm>();
        for (long i = 0; i < values; i++)
        {
            if (Expanded(rest with { Constant = rest.Constant + term.Factor * (start.Bits + i * loop.Step) }, isOut) is not { } expanded) return null;
            forms.AddRange(expanded);
        }

        return forms;
    }

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
