using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>Forward mode over the gradient: products of the Hessian with a direction, and, direction by direction, the Hessian itself.</summary>
internal sealed class SecondDerivatives
{
    private readonly Function primal;
    private readonly IReadOnlyList<Variable> independents;
    private readonly CancellationToken cancellation;
    private readonly Repetition? repetition;
    private readonly Function gradient;
    private readonly VariableSource variables;
    private readonly ContractNames names;
    private readonly ValueType real;

    private SecondDerivatives(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, bool isRepeated, CancellationToken cancellation)
    {
        (this.primal, this.independents, this.cancellation) = (primal, independents, cancellation);
        variables = new VariableSource(primal);
        if (isRepeated || Activity.WrittenParameters(primal).Any(variable => variable.Type is StorageType && independents.Contains(variable)))
            repetition = new Repetition(primal, independents, variables);
        gradient = pairs.WithOwnRecords(DefinedDerivatives.Expand(GradientForms.IntoBuffers(Differentiated, independents, cancellation), primal.Definitions));
        variables.Reserve(gradient);
        names = new ContractNames(gradient);
        ValueType result = gradient.Results[0].Type;
        real = Ir.Columns.CommonReal(independents.Select(variable => JacobianForms.RealOf(variable.Type)).Append(result));
    }

    public static IEnumerable<Function> Products(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, CancellationToken cancellation)
    {
        Function buffers = New().ProductIntoBuffers(primal.Name + "HessianVectorProduct");
        if (independents.All(variable => variable.Type.IsReal)) yield return New().ProductOfScalars();
        else if (Composition.IsComposite(primal, independents))
            yield return OwnStorage.Of(buffers, buffers.Name, false, IsProduct, New().Results(), cancellation);
        else yield return New().Allocating(buffers);
        if (!primal.Composites.Any(composite => composite.Type is { IsReference: true, IsWritable: false } && composite.Leaves.Any(independents.Contains)))
            yield return buffers;

        bool IsProduct(Parameter parameter) => buffers.Parameters.Skip(buffers.Parameters.Count - independents.Count).Contains(parameter);

        SecondDerivatives New() => new(primal, independents, pairs, isRepeated: false, cancellation);
    }

    public static Function Hessian(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, bool isFollowed, CancellationToken cancellation) =>
        Matrix(primal, independents, pairs, isDiagonal: false, isFollowed, cancellation);

    public static Function Diagonal(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, bool isFollowed, CancellationToken cancellation) =>
        Matrix(primal, independents, pairs, isDiagonal: true, isFollowed, cancellation);

    private static Function Matrix(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, bool isDiagonal, bool isFollowed, CancellationToken cancellation)
    {
        bool areScalars = independents.All(variable => variable.Type.IsReal);
        var derivatives = new SecondDerivatives(primal, independents, pairs, isRepeated: !areScalars, cancellation);
        return Simplifier.Simplify(areScalars ? derivatives.OfScalars(isDiagonal) : derivatives.Columns(isDiagonal, isFollowed), cancellation);
    }

    /// <summary>What is differentiated: the function itself, or, where its statements run again, what they compute.</summary>
    private Function Differentiated => repetition?.Pure ?? primal;

    /// <summary>The tangent of the gradient: the parameters of the primal, then directions, gradients and products.</summary>
    private (Function Function, IReadOnlyList<Parameter> Directions, IReadOnlyList<Parameter> Gradients, IReadOnlyList<Parameter> Products) Tangent()
    {
        Function tangent = ForwardMode.Differentiate(gradient, independents.ToEquatableArray(), gradient.Name);
        int count = independents.Count;
        IReadOnlyList<Parameter> Part(int index) => [.. tangent.Parameters.Skip(primal.Parameters.Count + index * count).Take(count)];
        return (tangent, Part(1), Part(0), Part(2));
    }

    private Variable Renamed(Parameter parameter, Variable independent, string suffix) =>
        variables.New(names.Suffixed(independent.Name, suffix), parameter.Variable.Type, Role.Contract);

    private Function ProductIntoBuffers(string name)
    {
        var (tangent, directions, gradients, products) = Tangent();
        var renamed = new Dictionary<Variable, Expression>();
        for (int i = 0; i < independents.Count; i++)
        {
            renamed.Add(directions[i].Variable, Renamed(directions[i], independents[i], "Direction"));
            renamed.Add(products[i].Variable, Renamed(products[i], independents[i], "Product"));
        }

        Parameter Of(Parameter parameter, int independent, ParameterRole role) =>
            parameter with { Variable = (Variable)renamed[parameter.Variable], Role = role, About = independents[independent] };
        var parameters = primal.Parameters
            .Concat(directions.Select((parameter, i) => Of(parameter, i, ParameterRole.Tangent)))
            .Concat(gradients)
            .Concat(products.Select((parameter, i) => Of(parameter, i, ParameterRole.Gradient)));
        IEnumerable<Statement> apart =
            from direction in directions
            from buffer in gradients
            where direction.Variable.Type is StorageType && buffer.Variable.Type is StorageType
                && DistinctStorage.HoldSameReals(direction.Variable.Type, buffer.Variable.Type)
            select new Guard(GuardKind.Distinct, EquatableArray.Of<Expression>(buffer.Variable, direction.Variable));
        Block body = Copies.Of(WithoutTangentOfValue(Guarded(tangent.Body, apart)), variables, renamed);
        if (repetition is { } repeated) body = AfterTheMethod(body, repeated, [.. gradients.Select(parameter => parameter.Variable), .. products.Select(parameter => (Variable)renamed[parameter.Variable])]);
        return Simplifier.Simplify(new Function(name, parameters.ToEquatableArray(), gradient.Results, body), cancellation);
    }

    /// <summary>The body behind the statements as they stand, from what the parameters held at the call.</summary>
    private static Block AfterTheMethod(Block body, Repetition repetition, IReadOnlyCollection<Variable> buffers)
    {
        int guards = body.Statements.TakeWhile(statement => statement is Guard).Count();
        Block method = repetition.Once([.. buffers.Where(buffer => buffer.Type is StorageType)]).Body;
        Block sweep = repetition.FromStart(new Block(body.Statements.Skip(guards).ToEquatableArray()));
        return RentedTangents.Of(new Block(body.Statements.Take(guards).Concat(method.Statements).Concat(sweep.Statements).ToEquatableArray()), withCopies: true);
    }

    private static Block Guarded(Block body, IEnumerable<Statement> more)
    {
        int guards = body.Statements.TakeWhile(statement => statement is Guard).Count();
        return new Block(body.Statements.Take(guards).Concat(more).Concat(body.Statements.Skip(guards)).ToEquatableArray());
    }

    private static Block WithoutTangentOfValue(Block body)
    {
        var @return = (Return)body.Statements[body.Statements.Count - 1];
        return new Block(body.Statements.Take(body.Statements.Count - 1).Append(new Return(@return.Values[0])).ToEquatableArray());
    }

    /// <summary>The products alone, of scalars.</summary>
    private Function ProductOfScalars()
    {
        var (tangent, directions, gradients, products) = Tangent();
        var renamed = new Dictionary<Variable, Expression>();
        for (int i = 0; i < independents.Count; i++) renamed.Add(directions[i].Variable, Renamed(directions[i], independents[i], "Direction"));
        IEnumerable<Statement> locals = gradients.Concat(products).Select(parameter => new Declare(parameter.Variable with { Role = Role.Derivative }, null));
        IEnumerable<Statement> statements = tangent.Body.Statements.Take(tangent.Body.Statements.Count - 1);
        var body = locals.Concat(statements).Append(new Return(products.Select(parameter => (Expression)(parameter.Variable with { Role = Role.Derivative })).ToEquatableArray()));
        foreach (Parameter local in gradients.Concat(products)) renamed.Add(local.Variable, local.Variable with { Role = Role.Derivative });
        var parameters = primal.Parameters.Concat(directions.Select(parameter => parameter with { Variable = (Variable)renamed[parameter.Variable] }));
        return Simplifier.Simplify(
            new Function(
                primal.Name + "HessianVectorProduct",
                parameters.ToEquatableArray(),
                Results(),
                Copies.Of(new Block(body.ToEquatableArray()), variables, renamed)),
            cancellation);
    }

    /// <summary>The products alone, in new storage, by the form that fills the caller's.</summary>
    private Function Allocating(Function buffers)
    {
        int count = independents.Count;
        int start = primal.Parameters.Count;
        List<Parameter> directions = [.. buffers.Parameters.Skip(start).Take(count)];
        var body = independents.Where(variable => variable.Type is StorageType { Kind: StorageKind.Array }).Select(FormCall.ThrowIfNull).ToList();
        List<Variable> gradients = [.. independents.Select(variable => New(variable, "Gradient"))];
        List<Variable> products = [.. independents.Select(variable => New(variable, "Product"))];
        body.Add(new Evaluate(FormCall.To(buffers,
            [.. primal.Parameters.Select(parameter => parameter.Variable), .. directions.Select(parameter => parameter.Variable), .. gradients, .. products],
            primal.Composites)));
        body.Add(new Return(products.ToEquatableArray<Expression>()));
        return new Function(buffers.Name, primal.Parameters.Concat(directions).ToEquatableArray(), Results(), new Block(body.ToEquatableArray()));

        Variable New(Variable variable, string suffix)
        {
            ValueType type = TypeOf(variable);
            Variable made = variables.New(variable.Name + suffix, type, Role.Derivative);
            body.Add(new Declare(made, type is StorageType storage ? new ZerosLike(variable, storage) : null));
            return made;
        }
    }

    private static ValueType TypeOf(Variable variable) => variable.Type is StorageType type ? type with { Kind = StorageKind.Array } : variable.Type;

    /// <summary>Of the shape of the gradient.</summary>
    private EquatableArray<Result> Results()
    {
        var results = independents.Select(variable => new Result(names.TupleElement(variable.Name, "Product", withValue: false), TypeOf(variable), variable)).ToEquatableArray();
        return results.Count == 1 ? EquatableArray.Of(results[0] with { Name = null }) : results;
    }

    /// <summary>All directions at once, each entry of the symmetric matrix once.</summary>
    private Function OfScalars(bool isDiagonal)
    {
        Function normal = Flattening.ToNormalForm(gradient);
        List<Variable> gradients = [.. gradient.Parameters.Skip(primal.Parameters.Count).Select(parameter => parameter.Variable)];
        VectorSweep sweep = VectorForwardMode.Differentiate(normal, independents, gradients, variables);
        Expression Entry(int i, int j) =>
            JacobianForms.Converted(sweep.Tangents[Math.Max(i, j)].OfReal(gradients[Math.Min(i, j)], gradients[Math.Min(i, j)]) ?? Constant.RealOf(0, gradients[i].Type), isDiagonal ? independents[i].Type : real);
        int n = independents.Count;
        bool isNumber = n == 1 && !Composition.IsComposite(primal, independents);
        IEnumerable<Expression> values = isDiagonal || isNumber
            ? Enumerable.Range(0, n).Select(i => Entry(i, i))
            : [MatrixLiteral.Of(real, [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => Entry(i, j)).ToArray())])];
        var body = gradients.Select(variable => (Statement)new Declare(variable, null))
            .Concat(sweep.Body.Statements)
            .Append(new Return(values.ToEquatableArray()));
        var locals = gradients.ToDictionary(variable => variable, variable => (Expression)(variable with { Role = Role.Derivative }));
        Block block = Copies.Of(new Block(body.Select(Local).ToEquatableArray()), variables, locals);
        EquatableArray<Result> results = isDiagonal ? Results() : EquatableArray.Of(new Result(null, isNumber ? real : new StorageType(StorageKind.Array, real, 2)));
        return new Function(primal.Name + (isDiagonal ? "HessianDiagonal" : "Hessian"), primal.Parameters, results, block);

        Statement Local(Statement statement) => statement is Declare declare && locals.ContainsKey(declare.Variable)
            ? new Declare((Variable)locals[declare.Variable], declare.Value)
            : statement;
    }

    /// <summary>One product for each component of the parameters, with the unit direction.</summary>
    private Function Columns(bool isDiagonal, bool isFollowed)
    {
        RequireFollowed();
        var (tangent, directions, gradients, products) = Tangent();
        HessianPattern pattern = Pattern(isDiagonal, isFollowed);
        bool hasLanes = !isFollowed && !independents.Any(pattern.Has) && Directions.Obstacle(Differentiated, independents) is null;
        var columns = new HessianColumns(independents, variables, real, isDiagonal) { Pattern = pattern, HasLanes = hasLanes };
        var guards = tangent.Body.Statements.TakeWhile(statement => statement is Guard).Count();
        var swept = new Block(tangent.Body.Statements.Skip(guards).Take(tangent.Body.Statements.Count - guards - 1).ToEquatableArray());
        IEnumerable<Statement> method = repetition!.HasEffects ? repetition.Once([]).Body.Statements : [];
        IEnumerable<Statement> statements = columns.Statements(swept, [.. directions.Select(Own)], [.. gradients.Select(Own)], [.. products.Select(Own)]);
        var body = independents.Where(variable => variable.Type is StorageType { Kind: StorageKind.Array }).Select(FormCall.ThrowIfNull)
            .Concat(method)
            .Concat(repetition.FromStart(new Block(statements.ToEquatableArray())).Statements)
            .Append(new Return(columns.Values));
        EquatableArray<Result> results = isDiagonal ? Results() : EquatableArray.Of(new Result(null, new StorageType(StorageKind.Array, real, 2)));
        return new Function(primal.Name + (isDiagonal ? "HessianDiagonal" : "Hessian"), primal.Parameters, results, new Block(body.ToEquatableArray()));

        static Variable Own(Parameter parameter) => parameter.Variable;
    }

    private HessianPattern Pattern(bool isDiagonal, bool isFollowed)
    {
        Function plain = GradientForms.Unsimplified(Differentiated, independents);
        return HessianPattern.Of(plain, independents, [.. plain.Parameters.Skip(primal.Parameters.Count).Select(parameter => parameter.Variable)], isDiagonal, isFollowed);
    }

    private void RequireFollowed()
    {
        External? call = primal.Body.AllStatements().SelectMany(statement => statement.Reads()).OfType<External>().FirstOrDefault(IsNotFollowed);
        if (call is not null) throw new RefusedException(Refusal.Call, CallTangents.NoSecondDerivative(call.Callee!.Name));
    }

    private bool IsNotFollowed(External external) =>
        external.Callee is { Recursive: null } callee && !primal.Definitions.Any(definition => definition.Name == callee.Definition);
}
