-- Months cut where a price changes
grant select on metering.price_part to hemvy_tenant;
grant select, insert, update, delete on metering.price_part to hemvy_collector;
grant select, delete on metering.price_part to hemvy_retainer;
grant select on housing.price_list to hemvy_collector;
