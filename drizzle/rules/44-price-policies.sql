-- Months cut where a price changes: the billing basis, and no finer than months [Contract holder, Former holder: Month]
create policy holder on metering.price_part for select to hemvy_tenant
	using (series_id = any ((select rights.readable_series('month'))::int[]));

-- Their writer, which is told the prices for that and nothing else of a company
create policy collect on metering.price_part for all to hemvy_collector using (true) with check (true);
create policy collect on housing.price_list for select to hemvy_collector using (true);

-- They go with their month
create policy retain on metering.price_part for all to hemvy_retainer using (true) with check (true);
