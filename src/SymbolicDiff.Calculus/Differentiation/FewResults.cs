using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>A function whose only result is a storage parameter of which it writes the first few elements, by constant indices: the same with these elements as its results.</summary>
/// <param name="Function">Returns the elements.</param>
/// <param name="Count">How many there are.</param>
internal sealed record FewResults(Function Function, int Count)
{
    private const int Most = 4;

    /// <summary>With more in all rows together, a loop over the rows is less code.</summary>
    private const int MostStatements = 400;

    /// <param name="function">A function in normal form.</param>
    /// <param name="independents">The parameters to differentiate with respect to.</param>
    /// <param name="variables">Makes variables that differ from the function's.</param>
    public static FewResults? Of(Function function, IReadOnlyList<Variable> independents, VariableSource variables)
    {
        if (function.Results.Count > 0 || Outputs.Of(function) is not { Count: 1 } outputs || outputs[0] is not { Brings: false, Value: Variable storage } || independents.Contains(storage)) return null;
        if (storage.Type is not StorageType { Rank: 1, Element: ScalarType element }) return null;
        List<Statement> statements = [.. function.Body.AllStatements()];
        if (!statements.All(statement => IsStore(statement) ? Leaves(((Assign)statement).Value) : Touched(statement).All(Leaves))) return null;
        List<long> indices = [.. statements.Where(IsStore).Select(IndexOf).Distinct().OrderBy(index => index)];
        if (indices.Count is 0 or > Most || indices.Count * statements.Count > MostStatements || indices[0] != 0 || indices[indices.Count - 1] != indices.Count - 1) return null;
        if (!function.Body.Statements.Any(statement => IsStore(statement) && IndexOf(statement) == indices.Count - 1)) return null; // so that there are as many rows
        List<Variable> results = [.. indices.Select(_ => variables.New(storage.Name + "Element", element, Role.Source))];
        int guards = function.Body.Statements.TakeWhile(statement => statement is Guard).Count();
        var body = function.Body.Statements.Take(guards)
            .Concat(results.Select(result => new Declare(result, Constant.ZeroOf(element))))
            .Concat(Kept(function.Body, results, variables).Statements.Skip(guards))
            .Append(new Return(results.ToEquatableArray<Expression>()));
        return new FewResults(
            function with { Body = new Block(body.ToEquatableArray()), Results = results.Select(_ => new Result(null, element)).ToEquatableArray() }, indices.Count);

        bool IsStore(Statement statement) => statement is Assign { Kind: AssignmentKind.Set, Target: Element { Storage: Variable target, Indices: { Count: 1 } place } }
            && target.Equals(storage) && place[0] is Constant { Type: ScalarType { Kind: ScalarKind.Int32 } };

        static IEnumerable<Expression> Touched(Statement statement) => statement is Assign assign ? statement.Reads().Append(assign.Target) : statement.Reads();

        bool Leaves(Expression expression) => expression switch
        {
            Variable variable => !variable.Equals(storage),
            Apply { Primitive.Form: PrimitiveForm.Length } => true,
            _ => expression.Children().All(Leaves),
        };

        Block Kept(Block block, List<Variable> elements, VariableSource source) => block.With([.. block.Statements.SelectMany(statement => IsStore(statement)
            ? Stored((Assign)statement, elements[(int)IndexOf(statement)], source)
            : [statement.Map(expression => expression, inner => Kept(inner, elements, source))])]);
    }

    private static long IndexOf(Statement store) => ((Constant)((Element)((Assign)store).Target).Indices[0]).Bits;

    private static IEnumerable<Statement> Stored(Assign store, Variable result, VariableSource variables)
    {
        Expression value = store.Value;
        if (value is not (Constant or Variable))
        {
            Variable named = variables.New(value is Apply apply ? apply.Primitive.LocalName : result.Name, value.Type, Role.Temporary);
            yield return new Declare(named, value);
            value = named;
        }

        yield return new Assign(store.Target, AssignmentKind.Set, value);
        yield return new Assign(result, AssignmentKind.Set, value);
    }
}
